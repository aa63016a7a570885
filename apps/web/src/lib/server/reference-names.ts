import type { Api } from '@souk/api'
import type { ListFilter } from '@souk/api/list-query'
import type { Choice } from '#lib/lists/list-data.ts'

type Named = Record<string, Choice[]>
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The names of what the filters of products have chosen, by filter; what is gone or was never there has none. */
export async function referenceNames({ catalog }: Api, filters: readonly ListFilter[]): Promise<Named> {
  const readers: Record<string, (id: string) => Promise<{ name: string }>> = {
    category: (categoryId) => catalog.categories.byId({ categoryId }),
    brand: (id) => catalog.brands.byId({ id }),
    manufacturer: (id) => catalog.manufacturers.byId({ id }),
    supplier: (id) => catalog.suppliers.byId({ id }),
    type: (id) => catalog.productTypes.byId({ id }),
  }
  const wanted = filters.flatMap(({ key, values }) =>
    readers[key] ? values.filter((id) => UUID.test(id)).map((id) => ({ key, id, read: readers[key]! })) : [],
  )
  const names = await Promise.all(
    wanted.map(async ({ key, id, read }) => ({ key, id, name: (await read(id).catch(() => null))?.name })),
  )
  const named: Named = {}
  for (const { key, id, name } of names) if (name !== undefined) (named[key] ??= []).push({ value: id, label: name })
  return named
}
