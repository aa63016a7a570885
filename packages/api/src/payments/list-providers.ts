import type { TenantTx } from '@souk/db'

export type Provider = { provider: string; name: string }

/** The payment providers a shopper may choose from, in the shop's order. */
export async function listProviders(tx: TenantTx): Promise<Provider[]> {
  return tx.$queryRaw`
    select provider, name from payment_providers where tenant_id = ${tx.tenantId}::uuid and active order by position, provider`
}
