import { untrack } from 'svelte'

type Row = { id: string }

/**
 * The rows as they may be shown: while somebody points at them, has chosen some or has scrolled into them, nothing moves.
 * Cells still change in place, new rows wait to be shown, and what left the list stays marked until then.
 */
export class HeldRows<R extends Row> {
  /** True while rows must not move. */
  busy = $state(false)
  #kept = $state.raw<readonly R[]>([])
  #latest: () => readonly R[]
  #address: () => string
  #heldAt = ''
  readonly #byId: ReadonlyMap<string, R>
  readonly #keptIds = $derived(new Set(this.#kept.map(({ id }) => id)))

  constructor(latest: () => readonly R[], address: () => string) {
    this.#latest = latest
    this.#address = address
    this.#byId = $derived(new Map(latest().map((row) => [row.id, row])))
    // The server runs no effects: what it draws is what there is.
    this.#kept = latest()
    this.#heldAt = address()
    $effect.pre(() => {
      const [rows, at, still] = [this.#latest(), this.#address(), this.busy]
      untrack(() => {
        // Another page of the list is another list: it is shown as it came.
        if (!still || at !== this.#heldAt) this.#kept = rows
        this.#heldAt = at
      })
    })
  }

  get rows(): readonly R[] {
    return this.#kept.map((row) => this.#byId.get(row.id) ?? row)
  }

  /** How many rows came that are not shown yet. */
  get waiting(): number {
    return this.#latest().filter(({ id }) => !this.#keptIds.has(id)).length
  }

  left(id: string): boolean {
    return !this.#byId.has(id)
  }

  show(): void {
    this.#kept = this.#latest()
  }
}
