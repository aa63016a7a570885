import type { ListQuery } from '@souk/api/list-query'

/** What is chosen in a list: some rows, or all that its query finds but a few. This is what bulk actions take. */
export type ListSelection = { ids: string[] } | { query: ListQuery; except: string[] }

/** The choice of rows of a list. All that match are chosen by the query, never by gathering ids. */
export class SelectedRows {
  #ids = $state.raw<ReadonlySet<string>>(new Set())
  #all = $state(false)

  has(id: string): boolean {
    return this.#ids.has(id) !== this.#all
  }

  toggle(id: string): void {
    const next = new Set(this.#ids)
    if (!next.delete(id)) next.add(id)
    this.#ids = next
  }

  /** Chooses the rows of the page, or lets them go. */
  togglePage(ids: readonly string[]): void {
    const every = ids.every((id) => this.has(id))
    this.#ids = new Set(this.#all === every ? [...this.#ids, ...ids] : [...this.#ids].filter((id) => !ids.includes(id)))
  }

  chooseAll(): void {
    this.#all = true
    this.#ids = new Set()
  }

  clear(): void {
    this.#all = false
    this.#ids = new Set()
  }

  get isAll(): boolean {
    return this.#all
  }

  count(total: number): number {
    return this.#all ? Math.max(0, total - this.#ids.size) : this.#ids.size
  }

  of(query: ListQuery): ListSelection {
    return this.#all ? { query, except: [...this.#ids] } : { ids: [...this.#ids] }
  }
}
