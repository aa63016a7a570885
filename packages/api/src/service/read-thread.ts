import type { TenantTx } from '@souk/db'
import { NotFound } from '../refusal.ts'
import type { ComplaintStatus } from './complaint-status.ts'

export type ThreadMessage = {
  id: string
  authorKind: 'customer' | 'staff'
  authorName: string
  body: string
  createdAt: Date
  files: { id: string; filename: string; width: number | null; height: number | null }[]
}

export type Thread = {
  id: string
  number: bigint
  category: string
  subject: string
  status: ComplaintStatus
  version: number
  openedAt: Date
  resolvedAt: Date | null
  messages: ThreadMessage[]
}

export type StaffThread = Thread & {
  orderId: string
  orderNumber: bigint
  orderName: string
  orderEmail: string
  assignedTo: string | null
  assignedName: string | null
}

const MESSAGES_MAX = 500

/** What was said, the oldest first; of very long threads the newest. */
async function messagesOf(tx: TenantTx, complaintIds: string[]): Promise<(ThreadMessage & { complaintId: string })[]> {
  return tx.$queryRaw`
    select m.id, m.complaint_id as "complaintId", m.author_kind as "authorKind", m.author_name as "authorName", m.body,
      m.created_at as "createdAt",
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'filename', f.filename, 'width', f.width, 'height', f.height) order by f.id)
        from complaint_attachments a join stored_files f on f.tenant_id = a.tenant_id and f.id = a.file_id
        where a.tenant_id = ${tx.tenantId}::uuid and a.message_id = m.id), '[]'::jsonb) as files
    from (
      select id, complaint_id, author_kind, author_name, body, created_at from complaint_messages
      where tenant_id = ${tx.tenantId}::uuid and complaint_id = any(${complaintIds}::uuid[])
      order by id desc limit ${MESSAGES_MAX}) m
    order by m.id`
}

/** A complaint with what was said, and the order it is about, for the back office. Throws NotFound. */
export async function staffThread(tx: TenantTx, complaintId: string): Promise<StaffThread> {
  const rows = await tx.$queryRaw<Omit<StaffThread, 'messages'>[]>`
    select c.id, c.number, c.category, c.subject, c.status, c.version, c.opened_at as "openedAt", c.resolved_at as "resolvedAt",
      c.order_id as "orderId", o.number as "orderNumber", o.name as "orderName", o.email as "orderEmail",
      c.assigned_to as "assignedTo", m.name as "assignedName"
    from complaints c
    join orders o on o.tenant_id = c.tenant_id and o.id = c.order_id
    left join memberships m on m.tenant_id = c.tenant_id and m.account_id = c.assigned_to
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = ${complaintId}::uuid`
  if (!rows[0]) throw new NotFound('complaint')
  return { ...rows[0], messages: await messagesOf(tx, [complaintId]) }
}

export type OrderThreads = { orderId: string; orderNumber: bigint; threads: Thread[] }

/** The complaints about the order whose token the shopper holds. Throws NotFound. */
export async function threadsOfToken(tx: TenantTx, token: string): Promise<OrderThreads> {
  const orders = await tx.$queryRaw<{ orderId: string; orderNumber: bigint }[]>`
    select id as "orderId", number as "orderNumber" from orders
    where tenant_id = ${tx.tenantId}::uuid and public_token = ${token}`
  const order = orders[0]
  if (!order) throw new NotFound('order')
  const threads = await tx.$queryRaw<Omit<Thread, 'messages'>[]>`
    select id, number, category, subject, status, version, opened_at as "openedAt", resolved_at as "resolvedAt"
    from complaints where tenant_id = ${tx.tenantId}::uuid and order_id = ${order.orderId}::uuid order by id desc`
  const messages = await messagesOf(
    tx,
    threads.map(({ id }) => id),
  )
  return {
    ...order,
    threads: threads.map((thread) => ({ ...thread, messages: messages.filter((m) => m.complaintId === thread.id) })),
  }
}
