import { fail } from '@sveltejs/kit'
import { listOf } from '#lib/prices/list-form.ts'
import { readEntries } from '#lib/prices/entries-form.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

const whole = (text: string | null, max: number): number | null => {
  const number = Number(text)
  return text && Number.isInteger(number) && number >= 1 && number <= max ? number : null
}

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:price-list')
  const { prices, catalog } = locals.api
  const find = url.searchParams.get('find')?.trim().slice(0, 100) ?? ''
  const page = whole(url.searchParams.get('page'), 10_000) ?? 1
  const listId = params.id
  const [list, entries, groups, found] = await loaded(
    Promise.all([
      prices.byId({ listId }),
      prices.entries({ listId, page, q: '' }),
      prices.groups.list(),
      find && locals.staff?.permissions.has('catalog:read') ? catalog.products.variants({ q: find }) : [],
    ]),
  )
  const known = new Set(entries.rows.map(({ variantId }) => variantId))
  const asked = whole(url.searchParams.get('break'), 9999)
  return {
    list,
    entries,
    groups,
    find,
    page,
    found: found.filter(({ variantId }) => !known.has(variantId)),
    quantities: [...new Set([1, ...entries.quantities, ...(asked === null ? [] : [asked])])].toSorted((a, b) => a - b),
  }
}

export const actions: Actions = {
  save: async ({ request, locals, params }) => {
    const { all, shown } = textFields(await request.formData())
    const list = { ...listOf(all), listId: params.id, version: Number(all.version) }
    return attempt(shown, () => locals.api.prices.save(list))
  },
  status: async ({ request, locals, params }) => {
    const { all } = textFields(await request.formData())
    const status = all.status as 'draft' | 'active' | 'archived'
    return attempt({}, () => locals.api.prices.setStatus({ listId: params.id, version: Number(all.version), status }))
  },
  entries: async ({ request, locals, params }) => {
    const { all, shown } = textFields(await request.formData())
    const { entries, wrong } = readEntries(all, locals.tenant!.currency)
    if (wrong.length > 0) return fail(422, { wrong, values: shown })
    if (entries.length === 0) return { saved: 0 }
    const saved = await attempt(shown, () => locals.api.prices.setEntries({ listId: params.id, entries }))
    return 'status' in saved ? saved : { saved: saved.changed }
  },
}
