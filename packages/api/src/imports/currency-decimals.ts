import type { TenantTx } from '@souk/db'

/** How many decimals the shop's currency has. */
export async function currencyDecimals(tx: TenantTx): Promise<number> {
  const rows = await tx.$queryRaw<{ currency: string }[]>`select currency from tenants where id = ${tx.tenantId}::uuid`
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: rows[0]!.currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}
