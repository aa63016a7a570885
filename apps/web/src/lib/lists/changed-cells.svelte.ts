import { untrack } from 'svelte'

const TINT_MS = 1500

type Row = { id: string }

/** Which cells changed in the last moment: `<row>/<column>`, told by comparing what they say with what they said. */
export class ChangedCells<R extends Row> {
  #changed = $state.raw(new Set<string>())
  #said = new Map<string, string>()
  #address = ''

  constructor(
    rows: () => readonly R[],
    columns: () => readonly string[],
    say: (row: R, column: string) => string,
    address: () => string,
  ) {
    $effect(() => {
      const now = new Map<string, string>()
      for (const row of rows()) for (const key of columns()) now.set(`${row.id}/${key}`, say(row, key))
      const at = address()
      untrack(() => this.#compare(now, at))
    })
  }

  has(id: string, column: string): boolean {
    return this.#changed.has(`${id}/${column}`)
  }

  #compare(now: Map<string, string>, address: string): void {
    const before = this.#said
    const same = address === this.#address
    this.#said = now
    this.#address = address
    if (!same) return
    const changed = [...now]
      .filter(([cell, text]) => before.has(cell) && before.get(cell) !== text)
      .map(([cell]) => cell)
    if (changed.length === 0) return
    this.#changed = new Set([...this.#changed, ...changed])
    setTimeout(() => {
      this.#changed = new Set([...this.#changed].filter((cell) => !changed.includes(cell)))
    }, TINT_MS)
  }
}

/** What a cell says when the list does not tell otherwise: its value as text. */
export const saidOf = (row: object, column: string): string =>
  JSON.stringify((row as Record<string, unknown>)[column], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  ) ?? ''
