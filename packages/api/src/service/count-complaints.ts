import type { TenantTx } from '@souk/db'

export type ComplaintCounts = { open: number; answered: number; resolved: number }

export async function countComplaints(tx: TenantTx): Promise<ComplaintCounts> {
  const rows = await tx.$queryRaw<ComplaintCounts[]>`
    select count(*) filter (where status = 'open')::int as open, count(*) filter (where status = 'answered')::int as answered,
      count(*) filter (where status = 'resolved')::int as resolved
    from complaints where tenant_id = ${tx.tenantId}::uuid`
  return rows[0]!
}
