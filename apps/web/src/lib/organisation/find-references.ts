import { api } from '#lib/bulk/api.ts'
import type { Choice } from '#lib/lists/list-data.ts'

export type ReferenceKind = 'category' | 'brand' | 'manufacturer' | 'supplier' | 'type'

/** Where a product may belong, by a part of its name; a category is told with the way down to it. */
export async function findReferences(kind: ReferenceKind, words: string): Promise<Choice[]> {
  const { catalog } = await api()
  if (kind === 'category') {
    const found = await catalog.categories.find.query({ q: words })
    return found.map(({ id, path }) => ({ value: id, label: path.map(({ name }) => name).join(' › ') }))
  }
  const records = {
    brand: catalog.brands,
    manufacturer: catalog.manufacturers,
    supplier: catalog.suppliers,
    type: catalog.productTypes,
  }[kind]
  const { rows } = await records.list.query({ q: words })
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}
