import type { TenantTx } from '@souk/db'

export type FoundVariant = {
  key: string
  variantId: string
  productId: string
  title: string
  optionValues: string[]
  priceMinor: bigint
  compareAtMinor: bigint | null
  costMinor: bigint | null
}

/** By what a line of a stock or price list can name a variant. */
export const VARIANT_MATCHES = [
  { key: 'sku', field: 'sku' },
  { key: 'barcode', field: 'barcode' },
  { key: 'handle', field: 'handle' },
]

/** The active variants that lines name by SKU, by barcode or by the handle of their product, under the name they were asked by. */
export async function findVariants(
  tx: TenantTx,
  matchBy: string,
  keys: string[],
): Promise<Map<string, FoundVariant[]>> {
  const rows = await tx.$queryRaw<FoundVariant[]>`
    select case ${matchBy}::text when 'sku' then v.sku when 'barcode' then v.barcode else p.handle end as key,
      v.id as "variantId", p.id as "productId", p.title, v.option_values as "optionValues", v.price_minor as "priceMinor",
      v.compare_at_minor as "compareAtMinor", v.cost_minor as "costMinor"
    from product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tx.tenantId}::uuid and v.status = 'active' and v.id in (
      select id from product_variants where tenant_id = ${tx.tenantId}::uuid and ${matchBy}::text = 'sku' and sku = any(${keys}::text[])
      union all
      select id from product_variants where tenant_id = ${tx.tenantId}::uuid and ${matchBy}::text = 'barcode' and barcode = any(${keys}::text[])
      union all
      select o.id from products h join product_variants o on o.tenant_id = h.tenant_id and o.product_id = h.id
      where h.tenant_id = ${tx.tenantId}::uuid and ${matchBy}::text = 'handle' and h.handle = any(${keys}::text[]))
    order by v.id`
  const found = new Map<string, FoundVariant[]>()
  for (const row of rows) found.set(row.key, [...(found.get(row.key) ?? []), row])
  return found
}

const NAMES: Record<string, string> = { sku: 'SKU', barcode: 'barcode', handle: 'handle' }

/** The one variant a line names, or the sentence why there is none. */
export function oneVariant(found: FoundVariant[] | undefined, matchBy: string, key: string): FoundVariant | string {
  const name = NAMES[matchBy] ?? matchBy
  if (!found?.[0]) return `No variant has the ${name} ${key}.`
  if (found.length > 1)
    return `${found.length} variants have the ${name} ${key}, so it does not say which one is meant.`
  return found[0]
}

export const variantName = ({ title, optionValues }: FoundVariant): string => [title, ...optionValues].join(' / ')
