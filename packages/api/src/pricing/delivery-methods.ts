import type { TenantTx } from '@souk/db'

export type DeliveryMethod = {
  id: string
  name: string
  description: string
  priceMinor: bigint
  freeFromMinor: bigint | null
  daysMin: number
  daysMax: number
}

/** The ways an order can be delivered to a country, in the shop's order. A method without countries goes everywhere. */
export async function listDeliveryMethods(tx: TenantTx, country: string): Promise<DeliveryMethod[]> {
  return tx.$queryRaw`
    select id, name, description, price_minor as "priceMinor", free_from_minor as "freeFromMinor", days_min as "daysMin", days_max as "daysMax"
    from delivery_methods
    where tenant_id = ${tx.tenantId}::uuid and active and (countries = '{}' or ${country} = any(countries))
    order by position, id`
}

/** The tax on sales in a country in basis points; 0 where the shop has stated none. */
export async function findTaxRateBp(tx: TenantTx, country: string): Promise<number> {
  const rate = await tx.taxRate.findUnique({
    where: { tenantId_country: { tenantId: tx.tenantId, country } },
    select: { rateBp: true },
  })
  return rate?.rateBp ?? 0
}

/** The countries a shop delivers to; null when at least one method goes everywhere. */
export async function listDeliveryCountries(tx: TenantTx): Promise<string[] | null> {
  const methods = await tx.$queryRaw<{ countries: string[] }[]>`
    select countries from delivery_methods where tenant_id = ${tx.tenantId}::uuid and active`
  if (methods.some(({ countries }) => countries.length === 0)) return null
  return [...new Set(methods.flatMap(({ countries }) => countries))].toSorted()
}
