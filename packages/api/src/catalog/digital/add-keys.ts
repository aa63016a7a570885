import { createHash } from 'node:crypto'
import type { TenantTx } from '@souk/db'
import { enqueueJob, type By } from '../../basics/index.ts'
import { receiveStock } from '../../inventory/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import { getDigital } from './digital-files.ts'
import { readKeys } from './read-keys.ts'

const TOLD_MAX = 5

/**
 * Adds keys to the pool of a variant, each a unit of its stock. A key that is there already, or twice in what was pasted, is
 * told with its line and nothing is added: a key must never be sold twice. Orders that wait for a key get theirs after.
 */
export async function addKeys(
  tx: TenantTx,
  input: { productId: string; variantId: string; keys: string },
  by: By,
): Promise<{ added: number; version: number }> {
  const { productId, variantId } = input
  await lockProduct(tx, productId)
  const { sellsKeys } = await getDigital(tx, productId, variantId)
  if (!sellsKeys) throw new InvalidInput({ keys: 'Say first that this variant sells licence keys.' })
  const read = readKeys(input.keys)
  const keys = read.map((row) => ({ ...row, fingerprint: createHash('sha256').update(row.key).digest('hex') }))
  await refuseKnown(tx, variantId, keys)
  await tx.$executeRaw`
    insert into license_keys (tenant_id, variant_id, secret, fingerprint)
    select ${tx.tenantId}::uuid, ${variantId}::uuid, k.secret, k.fingerprint
    from unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ fingerprint }) => fingerprint)}::text[]) as k(secret, fingerprint)`
  const reason = `${keys.length} licence ${keys.length === 1 ? 'key' : 'keys'} added`
  await receiveStock(tx, { variantId, quantity: keys.length, reason }, by)
  await enqueueJob(tx, { kind: 'orders.deliver_owed', payload: { variantId } })
  const changes = { keys: keys.length }
  const { version } = await touchProduct(tx, productId, { action: 'product.keys_added', changes }, by)
  return { added: keys.length, version }
}

async function refuseKnown(
  tx: TenantTx,
  variantId: string,
  keys: { line: number; fingerprint: string }[],
): Promise<void> {
  const rows = await tx.$queryRaw<{ fingerprint: string }[]>`
    select fingerprint from license_keys where tenant_id = ${tx.tenantId}::uuid and variant_id = ${variantId}::uuid
      and fingerprint = any(${keys.map(({ fingerprint }) => fingerprint)}::text[])`
  const known = new Set(rows.map(({ fingerprint }) => fingerprint))
  const lines = keys.filter(({ fingerprint }) => known.has(fingerprint)).map(({ line }) => line)
  if (lines.length === 0) return
  const more = lines.length > TOLD_MAX ? ` and ${lines.length - TOLD_MAX} more` : ''
  throw new InvalidInput({
    keys: `In the pool already: line ${lines.slice(0, TOLD_MAX).join(', ')}${more}. Nothing was added.`,
  })
}
