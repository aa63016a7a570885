import type { TenantTx } from '@souk/db'
import type { By } from '../../basics/index.ts'
import { refusalOf } from '../../errors.ts'
import { adjustStock } from '../../inventory/index.ts'
import { InvalidInput, NotFound, Refusal, type FieldErrors } from '../../refusal.ts'
import { saveProduct } from '../save-product.ts'
import { saveVariants } from '../save-variants.ts'
import { lockProduct } from '../touch-product.ts'
import type { GridProductEdit } from './grid-edits.ts'
import { readGrid, type GridProduct } from './read-grid.ts'

/** What became of a product's edits; outcomes stand in the order in which the products were given. */
export type GridOutcome = {
  outcome: 'saved' | 'conflict' | 'refused'
  message?: string
  /** By cell: `<product or variant id>.<field>`. */
  errors: FieldErrors
  /** The product as it is now; null when it is gone. */
  product: GridProduct | null
}

/** Someone changed a cell since it was read. */
class CellsChanged extends Refusal {
  constructor(cells: string[]) {
    const sentence = 'Someone else has changed this meanwhile.'
    super(409, 'cells_changed', sentence, { fields: Object.fromEntries(cells.map((cell) => [cell, sentence])) })
  }
}

type Doors = { inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>; by: By; mayAdjust: boolean }

/**
 * Saves the edits of a grid, each product in a transaction of its own: a row that is refused does not hold the others back,
 * and a product is never half saved. A cell that is no longer what its editor saw is a conflict, and nothing of its product is written.
 */
export async function saveGrid(
  doors: Doors,
  input: { products: GridProductEdit[]; reason: string },
): Promise<GridOutcome[]> {
  const outcomes: GridOutcome[] = []
  for (const edit of input.products) outcomes.push(await saveOne(doors, edit, input.reason))
  return outcomes
}

async function saveOne(doors: Doors, edit: GridProductEdit, reason: string): Promise<GridOutcome> {
  try {
    const product = await doors.inTenant((tx) => write(tx, doors, edit, reason))
    return { outcome: 'saved', errors: {}, product }
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal || refusal.status === 503) throw cause
    const [product = null] = await doors.inTenant((tx) => readGrid(tx, [edit.id]))
    const outcome = refusal.status === 409 ? 'conflict' : 'refused'
    return { outcome, message: refusal.message, errors: refusal.fields, product }
  }
}

async function write(tx: TenantTx, doors: Doors, edit: GridProductEdit, reason: string): Promise<GridProduct> {
  await lockProduct(tx, edit.id)
  const [known] = await readGrid(tx, [edit.id])
  if (!known) throw new NotFound('product')
  checkUntouched(known, edit)
  checkPrices(known, edit)
  const fields = afterOf(edit.fields)
  if (Object.keys(fields).length > 0) await saveProduct(tx, { ...fields, productId: edit.id }, doors.by)
  const variants = edit.variants.map((row) => ({ ...afterOf(row.fields), id: row.id }))
  if (variants.length > 0) await saveVariants(tx, { productId: edit.id, variants }, doors.by)
  for (const { id, onHand } of edit.variants) {
    if (!onHand || onHand.before === onHand.after) continue
    if (!doors.mayAdjust) throw new InvalidInput({ [`${id}.onHand`]: 'Your role does not include adjusting stock.' })
    await adjustStock(tx, { variantId: id, onHand: onHand.after, expectedOnHand: onHand.before, reason }, doors.by)
  }
  const [saved] = await readGrid(tx, [edit.id])
  return saved!
}

type Edits = Record<string, { before?: unknown; after: unknown } | undefined>
type Afters<E extends Edits> = { [K in keyof E]?: NonNullable<E[K]>['after'] }

const afterOf = <E extends Edits>(edits: E): Afters<E> =>
  Object.fromEntries(Object.entries(edits).flatMap(([key, edit]) => (edit ? [[key, edit.after]] : []))) as Afters<E>

/** A cell may have moved to what was typed, but not to anything else. */
function checkUntouched(known: GridProduct, edit: GridProductEdit): void {
  const variants = new Map(known.variants.map((variant) => [variant.id, variant]))
  const cells = [
    ...cellsOf(known.id, known, edit.fields),
    ...edit.variants.flatMap((row) => {
      const variant = variants.get(row.id)
      if (!variant) throw new NotFound('variant')
      return cellsOf(row.id, variant, { ...row.fields, onHand: row.onHand })
    }),
  ]
  const changed = cells.filter(({ now, before, after }) => !same(now, before) && !same(now, after))
  if (changed.length > 0) throw new CellsChanged(changed.map(({ cell }) => cell))
}

const cellsOf = (id: string, record: object, edits: Edits) =>
  Object.entries(edits).flatMap(([field, edit]) =>
    edit ? [{ cell: `${id}.${field}`, now: (record as Record<string, unknown>)[field], ...edit }] : [],
  )

const same = (a: unknown, b: unknown): boolean => asText(a) === asText(b)
const asText = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))

function checkPrices(known: GridProduct, edit: GridProductEdit): void {
  const edits = new Map(edit.variants.map((row) => [row.id, row.fields]))
  const errors: FieldErrors = {}
  for (const variant of known.variants) {
    const fields = edits.get(variant.id)
    if (!fields?.priceMinor && !fields?.compareAtMinor) continue
    const price = fields.priceMinor?.after ?? variant.priceMinor
    const before = fields.compareAtMinor ? fields.compareAtMinor.after : variant.compareAtMinor
    if (before !== null && before <= price) {
      errors[`${variant.id}.${fields.compareAtMinor ? 'compareAtMinor' : 'priceMinor'}`] =
        'The price before has to be higher than the price.'
    }
  }
  if (Object.keys(errors).length > 0) throw new InvalidInput(errors)
}
