import type { TenantTx } from '@souk/db'
import type { GatewayEvent } from './gateway.ts'

export type StoredWebhook = { id: string; status: 'received' | 'applied' | 'ignored'; receivedCount: number }

/** Keeps a verified webhook before anything is done about it. The same event again is counted, not kept twice. */
export async function storeWebhook(
  tx: TenantTx,
  input: { provider: string; event: GatewayEvent; body: string },
): Promise<StoredWebhook> {
  const rows = await tx.$queryRaw<StoredWebhook[]>`
    insert into webhook_events (tenant_id, provider, provider_event_id, type, payload)
    values (${tx.tenantId}::uuid, ${input.provider}, ${input.event.id}, ${input.event.type}, ${input.body}::jsonb)
    on conflict (tenant_id, provider, provider_event_id) do update set received_count = webhook_events.received_count + 1
    returning id, status, received_count as "receivedCount"`
  return rows[0]!
}

/** Tells in the inbox what came of an event. The first outcome stays. */
export async function closeWebhook(
  tx: TenantTx,
  input: { id: string; status: 'applied' | 'ignored'; outcome: string },
): Promise<void> {
  await tx.$executeRaw`
    update webhook_events set status = ${input.status}, outcome = ${input.outcome}, applied_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.id}::uuid and status = 'received'`
}
