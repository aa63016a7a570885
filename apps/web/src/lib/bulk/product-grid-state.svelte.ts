import { m } from '#lib/i18n/messages.ts'
import { showToast } from '#lib/ui/toast.ts'
import { api, toldBy } from './api.ts'
import type { GridColumn } from './grid/grid-model.ts'
import { GridState } from './grid/grid-state.svelte.ts'
import { cellOfRefusal, productEdits, productGridRows, type GridProduct, type ProductEdit } from './product-grid.ts'

const PRODUCTS_A_CALL = 25
type Outcome = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['catalog']['grid']['save']['mutate']>>[number]

/** The grid of products: what was loaded, what was saved since, and the edits over it. */
export class ProductGridState {
  grid: GridState
  saving = $state(false)
  failed = $state('')
  refusal = $state('')
  conflicts = $state(0)
  refused = $state(0)
  savedNote = $state('')
  #loaded: () => readonly GridProduct[]
  #currency: () => string
  /** Products as the last answers told them, in the place of those that were loaded; null: it is gone. */
  #newer = $state.raw<{ than: readonly GridProduct[]; products: ReadonlyMap<string, GridProduct | null> }>()

  constructor(loaded: () => readonly GridProduct[], columns: () => readonly GridColumn[], currency: () => string) {
    this.#loaded = loaded
    this.#currency = currency
    this.grid = new GridState(() => this.rows, columns)
  }

  products = $derived.by(() => this.#now())
  rows = $derived.by(() => productGridRows(this.products, this.#currency()))

  #now(): GridProduct[] {
    const loaded = this.#loaded()
    const known = this.#newer?.than === loaded ? this.#newer.products : undefined
    return loaded.flatMap((product) => {
      const newer = known?.get(product.id)
      return newer === null ? [] : [newer ?? product]
    })
  }

  /** Saves all edits, some products at a time. Rows that are saved let their edits go; the others keep them and say why. */
  async save(reason: string): Promise<void> {
    const { grid } = this
    if (this.saving || grid.edits.size === 0 || grid.faults.size > 0) return
    const edits = productEdits(this.products, grid.edits, this.#currency())
    Object.assign(this, { saving: true, failed: '', refusal: '', conflicts: 0, refused: 0, savedNote: '' })
    grid.refusals = {}
    let saved = 0
    try {
      for (let from = 0; from < edits.length; from += PRODUCTS_A_CALL) {
        const outcomes = await this.#send(edits.slice(from, from + PRODUCTS_A_CALL), reason)
        saved += outcomes.filter(({ outcome }) => outcome === 'saved').length
      }
    } catch (error) {
      this.failed = toldBy(error).message
    } finally {
      this.saving = false
    }
    if (saved > 0) {
      this.savedNote = m.bulk_grid_saved({ count: saved })
      showToast(this.savedNote, { tone: 'success' })
    }
  }

  async #send(products: ProductEdit[], reason: string): Promise<Outcome[]> {
    const client = await api()
    const outcomes = await client.catalog.grid.save.mutate({ products, reason } as never)
    for (const [at, outcome] of outcomes.entries()) this.#take(products[at]!.id, outcome)
    return outcomes
  }

  #take(productId: string, told: Outcome): void {
    const { grid } = this
    const before = this.products
    if (told.outcome === 'saved') {
      const product = before.find(({ id }) => id === productId)
      grid.forget(new Set([productId, ...(product?.variants.map(({ id }) => id) ?? [])]))
    } else {
      if (told.outcome === 'conflict') this.conflicts++
      else this.refused++
      if (told.outcome === 'refused') this.refusal = told.message ?? ''
      const cells = Object.entries(told.errors).map(([cell, words]) => [cellOfRefusal(before, cell), words])
      grid.refusals = { ...grid.refusals, ...Object.fromEntries(cells) }
    }
    const than = this.#loaded()
    const known = this.#newer?.than === than ? this.#newer.products : []
    this.#newer = { than, products: new Map([...known, [productId, told.product as GridProduct | null]]) }
  }
}
