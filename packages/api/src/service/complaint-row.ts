import { Prisma, type TenantTx } from '@souk/db'
import type { ComplaintStatus } from './complaint-status.ts'

export type ComplaintRow = {
  id: string
  number: bigint
  orderId: string
  orderNumber: bigint
  name: string
  subject: string
  status: ComplaintStatus
  assignedName: string | null
  openedAt: Date
  updatedAt: Date
  /** Nobody of the shop has written yet. */
  isNew: boolean
  lastWords: string
}

/** What is read of a complaint; the conditions follow it. */
export const complaintRow = Prisma.sql`
  select c.id, c.number, c.order_id as "orderId", o.number as "orderNumber", o.name, c.subject, c.status, m.name as "assignedName",
    c.opened_at as "openedAt", c.updated_at as "updatedAt", c.answered_at is null and c.status = 'open' as "isNew",
    (select left(body, 140) from complaint_messages s where s.tenant_id = c.tenant_id and s.complaint_id = c.id order by s.id desc limit 1) as "lastWords"
  from complaints c
  join orders o on o.tenant_id = c.tenant_id and o.id = c.order_id
  left join memberships m on m.tenant_id = c.tenant_id and m.account_id = c.assigned_to`

/** The complaints about one order, for its page. */
export async function complaintsOfOrder(tx: TenantTx, orderId: string): Promise<ComplaintRow[]> {
  return tx.$queryRaw`${complaintRow}
    where c.tenant_id = ${tx.tenantId}::uuid and c.order_id = ${orderId}::uuid order by c.id desc`
}
