import type { TenantTx } from '@souk/db'

export type GridVariant = {
  id: string
  optionValues: string[]
  sku: string | null
  barcode: string | null
  priceMinor: bigint
  compareAtMinor: bigint | null
  costMinor: bigint | null
  weightGrams: number
  taxable: boolean
  trackStock: boolean
  onHand: number
}
export type GridProduct = {
  id: string
  title: string
  status: 'draft' | 'active' | 'archived'
  vendor: string
  productType: string
  tags: string[]
  variants: GridVariant[]
}

type RawVariant = Omit<GridVariant, 'priceMinor' | 'compareAtMinor' | 'costMinor'> &
  Record<'priceMinor' | 'compareAtMinor' | 'costMinor', string | null>

/** Products with their active variants as the grid edits them, in the order asked for. On hand is that of the first warehouse, which an edit writes to. */
export async function readGrid(tx: TenantTx, productIds: string[]): Promise<GridProduct[]> {
  const rows = await tx.$queryRaw<(Omit<GridProduct, 'variants'> & { variants: RawVariant[] })[]>`
    select p.id, p.title, p.status, p.vendor, p.product_type as "productType", p.tags,
      (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'optionValues', v.option_values, 'sku', v.sku, 'barcode', v.barcode,
         'priceMinor', v.price_minor::text, 'compareAtMinor', v.compare_at_minor::text, 'costMinor', v.cost_minor::text,
         'weightGrams', v.weight_grams, 'taxable', v.taxable, 'trackStock', v.track_stock, 'onHand', coalesce((
           select l.on_hand from stock_levels l join warehouses w on w.tenant_id = l.tenant_id and w.id = l.warehouse_id
           where l.tenant_id = v.tenant_id and l.variant_id = v.id and w.active order by w.position, w.id limit 1), 0)) order by v.position, v.id), '[]')
       from product_variants v
       where v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active') as variants
    from unnest(${productIds}::uuid[]) with ordinality as asked(id, place)
    join products p on p.tenant_id = ${tx.tenantId}::uuid and p.id = asked.id
    where p.tenant_id = ${tx.tenantId}::uuid and p.trashed_at is null
    order by asked.place`
  return rows.map((row) => ({ ...row, variants: row.variants.map(withAmounts) }))
}

const amount = (text: string | null): bigint | null => (text === null ? null : BigInt(text))

/** Amounts travel as text inside JSON, where a number would lose its last digits. */
const withAmounts = (variant: RawVariant): GridVariant => ({
  ...variant,
  priceMinor: BigInt(variant.priceMinor!),
  compareAtMinor: amount(variant.compareAtMinor),
  costMinor: amount(variant.costMinor),
})
