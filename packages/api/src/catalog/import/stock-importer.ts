import type { TenantTx } from '@souk/db'
import {
  BadCell,
  gatherRows,
  NOTHING_TO_UNDO,
  says,
  text,
  told,
  whole,
  type Cells,
  type Importer,
  type ImportRun,
  type ImportUnit,
  type UndoneRow,
  type UndoRow,
  type UnitPlan,
} from '../../basics/index.ts'
import { moveBack, setStock, keyedVariants, KEYS_ARE_ITS_STOCK } from '../../inventory/index.ts'
import { findVariants, oneVariant, VARIANT_MATCHES, variantName, type FoundVariant } from './find-variants.ts'
import { VARIANT_KEYS, variantKey } from './variant-fields.ts'

type Warehouse = ImportRun['warehouses'][number]
type CountedRow = ImportUnit & { variant: string; warehouse: Warehouse; onHand: number }

/** What lies on the shelf of a warehouse, variant by variant. Differences go to the ledger. */
export const stockImporter: Importer<CountedRow> = {
  fields: [
    ...VARIANT_KEYS,
    {
      key: 'warehouse',
      label: 'Warehouse',
      names: ['Warehouse code', 'Location', 'Lager', 'Lagerort', '仓库', 'المستودع', 'المخزن'],
      examples: ['', ''],
    },
    {
      key: 'on hand',
      label: 'On hand',
      names: [
        'Quantity',
        'Qty',
        'Stock',
        'Variant Inventory Qty',
        'Available',
        'Bestand',
        'Menge',
        '库存',
        '数量',
        'الكمية',
        'المخزون',
      ],
      required: true,
      examples: ['12', '8'],
    },
  ],
  matchBy: VARIANT_MATCHES,
  gather: (records, run) => gatherRows(records, (cells, line) => readRow(cells, line, run)),
  plan: async (tx, rows, run) => (await compare(tx, rows, run)).map(({ plan }) => plan),
  apply,
  undo,
}

function readRow(cells: Cells, line: number, run: ImportRun): CountedRow {
  const variant = variantKey(cells, run.rules.matchBy)
  const warehouse = warehouseOf(cells, run)
  const onHand = whole(cells, 'on hand')
  if (onHand === null) throw new BadCell(`${told(cells, 'on hand')} is empty`)
  if (onHand < 0) throw new BadCell(`${told(cells, 'on hand')} is ${onHand}, and a shelf cannot hold less than nothing`)
  const title = says(cells, 'warehouse') ? `${variant} in ${warehouse.code}` : variant
  const key = `${variant} ${warehouse.id}`
  return { line, lines: [line], key, title, warnings: [], variant, warehouse, onHand }
}

function warehouseOf(cells: Cells, { warehouses }: ImportRun): Warehouse {
  const named = text(cells, 'warehouse', 60)
  const wanted = named.toLowerCase()
  const found = wanted
    ? warehouses.find(({ code, name }) => code.toLowerCase() === wanted || name.toLowerCase() === wanted)
    : warehouses[0]
  if (!found) throw new BadCell(`There is no warehouse ${named}`)
  return found
}

type Compared = { plan: UnitPlan; counted?: { variantId: string; warehouseId: string; onHand: number } }

async function compare(tx: TenantTx, rows: CountedRow[], run: ImportRun): Promise<Compared[]> {
  const { matchBy } = run.rules
  const found = await findVariants(
    tx,
    matchBy,
    rows.map(({ variant }) => variant),
  )
  const levels = await onHandOf(tx, [...found.values()].flat())
  const keyed = await keyedVariants(
    tx,
    [...found.values()].flat().map(({ variantId }) => variantId),
  )
  return rows.map((row): Compared => {
    const variant = oneVariant(found.get(row.variant), matchBy, row.variant)
    if (typeof variant === 'string') return { plan: { outcome: 'error', reason: variant } }
    const { warehouse } = row
    const before = levels.get(`${variant.variantId} ${warehouse.id}`)
    if (before === undefined)
      return { plan: { outcome: 'error', reason: `${variantName(variant)} has no shelf in ${warehouse.name}.` } }
    const plan: UnitPlan = { outcome: 'unchanged', subjectId: variant.variantId }
    if (before === row.onHand) return { plan }
    if (keyed.has(variant.variantId)) return { plan: { outcome: 'error', reason: KEYS_ARE_ITS_STOCK } }
    return {
      plan: { ...plan, outcome: 'update', fields: { [`${variantName(variant)}: onHand`]: [before, row.onHand] } },
      counted: { variantId: variant.variantId, warehouseId: warehouse.id, onHand: row.onHand },
    }
  })
}

async function onHandOf(tx: TenantTx, variants: FoundVariant[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ key: string; onHand: number }[]>`
    select variant_id || ' ' || warehouse_id as key, on_hand as "onHand" from stock_levels
    where tenant_id = ${tx.tenantId}::uuid and variant_id = any(${variants.map(({ variantId }) => variantId)}::uuid[])`
  return new Map(rows.map(({ key, onHand }) => [key, onHand]))
}

async function apply(tx: TenantTx, rows: CountedRow[], run: ImportRun): Promise<UnitPlan[]> {
  const compared = await compare(tx, rows, run)
  const counted = compared.flatMap((row) => (row.counted ? [row.counted] : []))
  const cause = { reason: `Import of ${run.filename}`, importId: run.importId }
  const moved = await setStock(tx, counted, cause, run.by)
  const movedBy = new Map(moved.map((row) => [`${row.variantId} ${row.warehouseId}`, row]))
  return compared.map(({ plan, counted: row }) => {
    const difference = row && movedBy.get(`${row.variantId} ${row.warehouseId}`)
    return { ...plan, ...(difference && { undo: { ...NOTHING_TO_UNDO, stock: [difference] } }) }
  })
}

async function undo(tx: TenantTx, rows: UndoRow[], run: ImportRun): Promise<UndoneRow[]> {
  const cause = { reason: `Undo of the import of ${run.filename}`, importId: run.importId }
  const moved = await moveBack(
    tx,
    rows.flatMap(({ undo: { stock } }) => stock),
    cause,
    run.by,
  )
  const doneBy = new Map(moved.map((row) => [`${row.variantId} ${row.warehouseId}`, row.done]))
  const reason = 'It was counted anew or claimed since the import, so the stock stays.'
  return rows.map(({ line, undo: { stock } }) =>
    stock.every((row) => doneBy.get(`${row.variantId} ${row.warehouseId}`))
      ? { line, undone: 'restored', reason: null }
      : { line, undone: 'kept', reason },
  )
}
