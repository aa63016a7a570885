import type { TenantTx } from '@souk/db'
import {
  BadCell,
  gatherRows,
  has,
  money,
  NOTHING_TO_UNDO,
  restoreFields,
  says,
  toldRestored,
  type Cells,
  type Change,
  type Importer,
  type ImportRun,
  type ImportUnit,
  type UndoneRow,
  type UndoRow,
  type UnitPlan,
} from '../../basics/index.ts'
import { savePrices, type Prices } from '../save-prices.ts'
import { findVariants, oneVariant, VARIANT_MATCHES, variantName, type FoundVariant } from './find-variants.ts'
import { VARIANT_KEYS, variantKey } from './variant-fields.ts'

type PriceRow = ImportUnit & { variant: string; prices: Partial<Prices> }

/** Prices of variants that are there already. */
export const priceImporter: Importer<PriceRow> = {
  fields: [
    ...VARIANT_KEYS,
    {
      key: 'price',
      label: 'Price',
      names: ['Variant Price', 'Preis', 'Verkaufspreis', '价格', '售价', 'السعر'],
      group: 'priceMinor',
      required: true,
      examples: ['59.00', '59.00'],
    },
    {
      key: 'compare at price',
      label: 'Compare at price',
      names: ['Variant Compare At Price', 'Price before', 'Vergleichspreis', 'Streichpreis', '原价', 'السعر قبل الخصم'],
      group: 'compareAtMinor',
      examples: ['69.00', ''],
    },
    {
      key: 'cost',
      label: 'Cost',
      names: ['Cost per item', 'Kosten', 'Einkaufspreis', '成本', '成本价', 'التكلفة'],
      group: 'costMinor',
      examples: ['21.40', '21.40'],
    },
  ],
  matchBy: VARIANT_MATCHES,
  gather: (records, run) => gatherRows(records, (cells, line) => readRow(cells, line, run)),
  plan: async (tx, rows, run) => (await compare(tx, rows, run)).map(({ plan }) => plan),
  apply,
  undo,
}

const CELLS: [cell: string, field: keyof Prices][] = [
  ['price', 'priceMinor'],
  ['compare at price', 'compareAtMinor'],
  ['cost', 'costMinor'],
]

function readRow(cells: Cells, line: number, { rules, decimals }: ImportRun): PriceRow {
  const variant = variantKey(cells, rules.matchBy)
  const prices: Partial<Prices> = {}
  for (const [cell, field] of CELLS) {
    const clears = rules.emptyClears && field !== 'priceMinor' && has(cells, cell)
    if (rules.keep.includes(field) || !(says(cells, cell) || clears)) continue
    const amount = money(cells, cell, decimals)
    if (field === 'priceMinor') prices.priceMinor = amount!
    else prices[field] = amount
  }
  if (Object.keys(prices).length === 0) throw new BadCell('This row says no price')
  return { line, lines: [line], key: variant, title: variant, warnings: [], variant, prices }
}

type Compared = { plan: UnitPlan; variant?: FoundVariant; fields?: Record<string, Change> }

async function compare(tx: TenantTx, rows: PriceRow[], run: ImportRun): Promise<Compared[]> {
  const { matchBy } = run.rules
  const found = await findVariants(
    tx,
    matchBy,
    rows.map(({ variant }) => variant),
  )
  return rows.map((row): Compared => {
    const variant = oneVariant(found.get(row.variant), matchBy, row.variant)
    if (typeof variant === 'string') return { plan: { outcome: 'error', reason: variant } }
    const after = { priceMinor: variant.priceMinor, compareAtMinor: variant.compareAtMinor, ...row.prices }
    if (row.prices.compareAtMinor && after.compareAtMinor! <= after.priceMinor)
      return { plan: { outcome: 'error', reason: 'The price before has to be higher than the price.' } }
    const fields = Object.fromEntries(
      CELLS.flatMap(([, field]): [string, Change][] => {
        const value = row.prices[field]
        return value === undefined || value === variant[field] ? [] : [[field, [variant[field], value]]]
      }),
    )
    const plan: UnitPlan = { outcome: 'unchanged', subjectId: variant.variantId }
    if (Object.keys(fields).length === 0) return { plan }
    const shown = Object.entries(fields).map(([field, change]) => [`${variantName(variant)}: ${field}`, change])
    return {
      plan: { ...plan, outcome: 'update', fields: Object.fromEntries(shown) as Record<string, Change> },
      variant,
      fields,
    }
  })
}

async function apply(tx: TenantTx, rows: PriceRow[], run: ImportRun): Promise<UnitPlan[]> {
  const compared = await compare(tx, rows, run)
  const changes = compared.flatMap(({ variant, fields }) =>
    variant && fields
      ? [{ ...variant, prices: Object.fromEntries(Object.entries(fields).map(([field, [, after]]) => [field, after])) }]
      : [],
  )
  await savePrices(tx, changes, run.by)
  return compared.map(({ plan, variant, fields }) =>
    variant && fields ? { ...plan, undo: { ...NOTHING_TO_UNDO, variants: [{ id: variant.variantId, fields }] } } : plan,
  )
}

async function undo(tx: TenantTx, rows: UndoRow[], run: ImportRun): Promise<UndoneRow[]> {
  const ids = rows.flatMap(({ undo: { variants } }) => variants.map(({ id }) => id))
  const current = await tx.$queryRaw<FoundVariant[]>`
    select v.id as "variantId", v.product_id as "productId", '' as title, v.option_values as "optionValues",
      v.price_minor as "priceMinor", v.compare_at_minor as "compareAtMinor", v.cost_minor as "costMinor"
    from product_variants v where v.tenant_id = ${tx.tenantId}::uuid and v.id = any(${ids}::uuid[])`
  const known = new Map(current.map((variant) => [variant.variantId, variant]))
  const changes: Parameters<typeof savePrices>[1] = []
  const undone = rows.map(({ line, undo: { variants } }): UndoneRow => {
    const variant = known.get(variants[0]?.id ?? '')
    if (!variant) return { line, undone: 'kept', reason: 'It is gone already.' }
    const { back, kept } = restoreFields(variant, variants[0]!.fields)
    if (Object.keys(back).length > 0) changes.push({ ...variant, prices: back as Partial<Prices> })
    return toldRestored(line, Object.keys(back).length, kept)
  })
  await savePrices(tx, changes, run.by)
  return undone
}
