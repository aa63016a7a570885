import { emit, type TenantTx } from '@souk/db'
import { NotFound, VersionConflict } from '../refusal.ts'
import { stepTo, type ComplaintStatus, type ComplaintStep } from './complaint-status.ts'

export type LockedComplaint = {
  id: string
  number: bigint
  orderId: string
  orderToken: string
  name: string
  customerId: string | null
  status: ComplaintStatus
  assignedTo: string | null
  version: number
}

/** Locks a complaint. Throws NotFound, or VersionConflict when someone changed it since `version` was seen. */
export async function lockComplaint(tx: TenantTx, complaintId: string, version?: number): Promise<LockedComplaint> {
  const rows = await tx.$queryRaw<LockedComplaint[]>`
    select c.id, c.number, c.order_id as "orderId", o.public_token as "orderToken", o.name, c.customer_id as "customerId", c.status,
      c.assigned_to as "assignedTo", c.version
    from complaints c join orders o on o.tenant_id = c.tenant_id and o.id = c.order_id
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = ${complaintId}::uuid for update of c`
  const complaint = rows[0]
  if (!complaint) throw new NotFound('complaint')
  if (version !== undefined && version !== complaint.version) throw new VersionConflict('complaint')
  return complaint
}

/** Moves a complaint by a deed and answers with its new version. Throws IllegalComplaintStep. */
export async function moveComplaint(tx: TenantTx, complaint: LockedComplaint, deed: ComplaintStep): Promise<number> {
  const to = stepTo(deed, complaint.status)
  const now = new Date()
  const rows = await tx.$queryRaw<{ version: number }[]>`
    update complaints set status = ${to}, version = version + 1, updated_at = ${now},
      answered_at = case when ${to} = 'answered' then ${now} else answered_at end,
      resolved_at = case when ${to} = 'resolved' then ${now}::timestamptz end
    where tenant_id = ${tx.tenantId}::uuid and id = ${complaint.id}::uuid returning version`
  return rows[0]!.version
}

const topicsOf = ({ id, orderId }: LockedComplaint) => ['complaints', `complaint:${id}`, `order:${orderId}`]

export function announceAnswer(
  tx: TenantTx,
  complaint: LockedComplaint,
  version: number,
  by: 'customer' | 'staff',
): void {
  emit(tx, {
    name: 'complaint.answered',
    topics: topicsOf(complaint),
    payload: { complaintId: complaint.id, version, by },
  })
}

export function announceChange(tx: TenantTx, complaint: LockedComplaint, version: number): void {
  emit(tx, { name: 'complaint.changed', topics: topicsOf(complaint), payload: { complaintId: complaint.id, version } })
}
