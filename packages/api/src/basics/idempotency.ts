import { createHash } from 'node:crypto'
import type { TenantTx } from '@souk/db'
import { Refusal } from '../refusal.ts'
import { transformer } from '../transformer.ts'

/** Thrown when a key that already has an answer comes back with another request. */
class IdempotencyKeyReused extends Refusal {
  constructor() {
    super(
      422,
      'idempotency_key_reused',
      'This request key was used for another request. Reload the page and try again.',
    )
  }
}

/**
 * Runs `work` once for a key: a retry gets the first answer, a concurrent twin waits for it, another request under the
 * same key is refused. The key is a row of the tenant, so two tenants never share one. A refusal rolls the row back.
 */
export async function onceForKey<T>(
  tx: TenantTx,
  request: { scope: string; key: string; body: unknown },
  work: () => Promise<T>,
): Promise<T> {
  const hash = createHash('sha256').update(transformer.serialize(request.body)).digest('hex')
  const inserted = await tx.$executeRaw`
    insert into idempotency_keys (tenant_id, scope, key, request_hash)
    values (${tx.tenantId}::uuid, ${request.scope}, ${request.key}, ${hash}) on conflict do nothing`
  if (inserted === 0) return firstAnswer<T>(tx, request, hash)
  const answer = await work()
  await tx.$executeRaw`
    update idempotency_keys set response = to_jsonb(${transformer.serialize(answer)}::text)
    where tenant_id = ${tx.tenantId}::uuid and scope = ${request.scope} and key = ${request.key}`
  return answer
}

async function firstAnswer<T>(tx: TenantTx, request: { scope: string; key: string }, hash: string): Promise<T> {
  const rows = await tx.$queryRaw<{ requestHash: string; response: string }[]>`
    select request_hash as "requestHash", response #>> '{}' as response from idempotency_keys
    where tenant_id = ${tx.tenantId}::uuid and scope = ${request.scope} and key = ${request.key}`
  if (rows[0]?.requestHash !== hash) throw new IdempotencyKeyReused()
  return transformer.deserialize(rows[0].response) as T
}
