import type { Density, ListFilter } from '@souk/api/list-query'

/** A list as it is arranged: by its view, and by what the address adds to it. */
export type Arrangement = {
  q: string
  filters: ListFilter[]
  sort: string
  columns: string[] | null
  density: Density
}

export type SavedViewData = {
  id: string
  name: string
  shared: boolean
  version: number
  ownerId: string
  ownerName: string
}

/** A part of the address that could not be followed: which filter, and why, or what was written when it is none at all. */
export type ListFault = { key: string | null; text: string }

/** Everything a page's load tells its table. `page` is null when the list could not be read as asked. */
export type ListData<Row> = {
  key: string
  view: string
  /** The view that an address without one shows. */
  startView: string
  views: { key: string; saved: SavedViewData | null }[]
  base: Arrangement
  shown: Arrangement
  page: {
    rows: Row[]
    next: string | null
    previous: string | null
    total: { count: number; approximate: boolean }
  } | null
  atTop: boolean
  faults: ListFault[]
}

/** A column that a list can show. `hidden` ones start unseen; `phone` ones are the key fields of a card on a phone. */
export type ColumnDef = {
  key: string
  label: string
  sort?: string
  numeric?: boolean
  primary?: boolean
  hidden?: boolean
  phone?: boolean
  widthPx?: number
}

export type Choice = { value: string; label: string }

/** A filter that a list can be asked by; its kind decides the comparisons and the fields. */
export type FilterDef =
  | { key: string; label: string; kind: 'text' | 'number' | 'date' | 'boolean'; nullable?: true; hint?: string }
  | { key: string; label: string; kind: 'money'; currency: string; nullable?: true }
  | {
      key: string
      label: string
      kind: 'choice' | 'reference'
      options: readonly Choice[]
      nullable?: true
      /** Of a reference to one of many: those that words find. `options` then only name what is chosen. */
      find?: (words: string) => Promise<readonly Choice[]>
    }
