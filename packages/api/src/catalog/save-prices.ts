import type { TenantTx } from '@souk/db'
import { jsonText, type By } from '../basics/index.ts'
import { lockProducts } from './lock-products.ts'
import type { VariantFields } from './schema.ts'
import { touchProducts } from './touch-products.ts'

export type Prices = Pick<VariantFields, 'priceMinor' | 'compareAtMinor' | 'costMinor'>
type Priced = { variantId: string; productId: string; optionValues: string[]; prices: Partial<Prices> }
type Current = Prices & { id: string }

/**
 * Sets prices of many variants, whatever products they belong to, as saveVariants does for those of one: a product gets one
 * version and one audit row for all of its variants. What is as it should be is not written.
 */
export async function savePrices(tx: TenantTx, priced: Priced[], by: By): Promise<void> {
  if (priced.length === 0) return
  await lockProducts(tx, [...new Set(priced.map(({ productId }) => productId))])
  const rows = await tx.$queryRaw<Current[]>`
    select id, price_minor as "priceMinor", compare_at_minor as "compareAtMinor", cost_minor as "costMinor" from product_variants
    where tenant_id = ${tx.tenantId}::uuid and id = any(${priced.map(({ variantId }) => variantId)}::uuid[])`
  const known = new Map(rows.map((row) => [row.id, row]))
  const written: Current[] = []
  const told = new Map<string, Record<string, unknown>>()
  for (const { variantId, productId, optionValues, prices } of priced) {
    const before = known.get(variantId)
    if (!before) continue
    const fields = Object.entries(prices).filter(([field, value]) => before[field as keyof Prices] !== value)
    if (fields.length === 0) continue
    written.push({ ...before, ...prices })
    const name = optionValues.length > 0 ? `${optionValues.join(' / ')}: ` : ''
    const changes = fields.map(([field, value]) => [`${name}${field}`, [before[field as keyof Prices], value]])
    told.set(productId, { ...told.get(productId), ...Object.fromEntries(changes) })
  }
  await write(tx, written)
  const deeds = [...told].map(([productId, changes]) => ({ productId, action: 'product.variants_saved', changes }))
  await touchProducts(tx, deeds, by)
}

async function write(tx: TenantTx, rows: Current[]): Promise<void> {
  const json = jsonText(rows)
  await tx.$executeRaw`
    update product_variants v set price_minor = n."priceMinor", compare_at_minor = n."compareAtMinor", cost_minor = n."costMinor",
      version = v.version + 1, updated_at = now()
    from jsonb_to_recordset(${json}::jsonb) as n(id uuid, "priceMinor" bigint, "compareAtMinor" bigint, "costMinor" bigint)
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = n.id`
}
