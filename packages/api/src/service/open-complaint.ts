import { emit, type TenantTx } from '@souk/db'
import { audit, nextNumber, type By } from '../basics/index.ts'
import { NotFound, Refusal } from '../refusal.ts'
import { COMPLAINT_CATEGORIES, type OpenComplaint } from './schema.ts'
import { writeMessage, type ReadyPicture } from './write-message.ts'

/** How many complaints about one order may wait at once; more belongs into their threads. */
const OPEN_MAX = 5

class TooManyComplaints extends Refusal {
  constructor() {
    super(
      409,
      'too_many_complaints',
      'There are several open complaints about this order already. Write in one of them.',
    )
  }
}

export type Opened = { complaintId: string; number: bigint }
type Input = Omit<OpenComplaint, 'pictures'> & { pictures: ReadyPicture[]; filesDir: string }

/** Files a complaint about the order whose public token the shopper holds. Staff hear of it at once. */
export async function openComplaint(tx: TenantTx, input: Input, by: By): Promise<Opened> {
  const order = await lockOrderOfToken(tx, input.orderToken)
  const waiting = await tx.complaint.count({
    where: { tenantId: tx.tenantId, orderId: order.id, status: { not: 'resolved' } },
  })
  if (waiting >= OPEN_MAX) throw new TooManyComplaints()
  const number = await nextNumber(tx, 'complaint')
  const subject = COMPLAINT_CATEGORIES[input.category]
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into complaints (tenant_id, number, order_id, customer_id, category, subject)
    values (${tx.tenantId}::uuid, ${number}, ${order.id}::uuid, ${order.customerId}::uuid, ${input.category}, ${subject})
    returning id`
  const complaintId = rows[0]!.id
  const author = { kind: 'customer', id: order.customerId, name: order.name } as const
  await writeMessage(
    tx,
    { complaintId, author, body: input.message, pictures: input.pictures, filesDir: input.filesDir },
    by,
  )
  await audit(
    tx,
    { ...by, name: order.name },
    {
      action: 'complaint.opened',
      subjectKind: 'order',
      subjectId: order.id,
      changes: { complaint: complaintId, number, category: input.category },
    },
  )
  emit(tx, {
    name: 'complaint.opened',
    topics: ['complaints', `order:${order.id}`],
    payload: { complaintId, number: String(order.number), orderId: order.id },
  })
  return { complaintId, number }
}

type ComplainedOrder = { id: string; number: bigint; name: string; customerId: string | null }

/** The lock makes the count of open complaints exact when a form is sent twice at once. */
async function lockOrderOfToken(tx: TenantTx, token: string): Promise<ComplainedOrder> {
  const rows = await tx.$queryRaw<ComplainedOrder[]>`
    select id, number, name, customer_id as "customerId" from orders
    where tenant_id = ${tx.tenantId}::uuid and public_token = ${token} for update`
  if (!rows[0]) throw new NotFound('order')
  return rows[0]
}
