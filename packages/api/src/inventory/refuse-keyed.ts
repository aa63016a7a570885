import type { TenantTx } from '@souk/db'
import { Refusal } from '../refusal.ts'

/** A variant that sells licence keys has as many units as it has keys: units that are no keys could never be given. */
export const KEYS_ARE_ITS_STOCK =
  'This variant sells licence keys, and each key is a unit. Add keys instead of counting units.'

class KeysAreItsStock extends Refusal {
  constructor() {
    super(409, 'keys_are_stock', KEYS_ARE_ITS_STOCK)
  }
}

/** Which of the variants have keys as their stock. */
export async function keyedVariants(tx: TenantTx, variantIds: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select variant_id as id from digital_goods
    where tenant_id = ${tx.tenantId}::uuid and variant_id = any(${variantIds}::uuid[]) and sells_keys`
  return new Set(rows.map(({ id }) => id))
}

export async function refuseKeyed(tx: TenantTx, variantId: string): Promise<void> {
  if ((await keyedVariants(tx, [variantId])).size > 0) throw new KeysAreItsStock()
}
