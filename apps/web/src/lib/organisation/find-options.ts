import type { ComboboxOption } from '#lib/ui/Combobox.svelte'

export type FindKind = 'category' | 'manufacturer' | 'supplier' | 'brand' | 'product-type' | 'product'

/** Asks the back office for records by a part of their name; for fields that choose one. */
export const findOptions =
  (kind: FindKind, without?: string) =>
  async (query: string): Promise<ComboboxOption[]> => {
    const answer = await fetch(`/admin/find?${new URLSearchParams({ kind, q: query })}`)
    if (!answer.ok) return []
    const options = (await answer.json()) as ComboboxOption[]
    return options.filter(({ value }) => value !== without)
  }
