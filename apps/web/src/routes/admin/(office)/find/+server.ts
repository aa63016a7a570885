import { loaded } from '#lib/server/refusals.ts'
import type { RequestHandler } from './$types'

const FOUND_MAX = 20

/** Records by a part of their name, for fields that choose one. What the role may not see is refused by the API itself. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const q = url.searchParams.get('q')?.slice(0, 100) ?? ''
  return Response.json((await loaded(find(locals.api.catalog, url.searchParams.get('kind'), q))).slice(0, FOUND_MAX))
}

type Option = { value: string; label: string; detail?: string }

async function find(api: App.Locals['api']['catalog'], kind: string | null, q: string): Promise<Option[]> {
  if (kind === 'category') {
    const found = await api.categories.find({ q })
    return found.map(({ id, path }) => ({ value: id, label: path.map(({ name }) => name).join(' / ') }))
  }
  if (kind === 'product') {
    const { rows } = await api.products.table({ q })
    return rows.map(({ id, title }) => ({ value: id, label: title }))
  }
  const routers = {
    brand: api.brands,
    manufacturer: api.manufacturers,
    supplier: api.suppliers,
    'product-type': api.productTypes,
  }
  const router = routers[kind as keyof typeof routers]
  if (!router) return []
  return (await router.list({ q })).rows.map(({ id, name, note }) => ({ value: id, label: name, detail: note }))
}
