import { emit, type TenantTx } from '@souk/db'
import { auditAll, type BulkChange, type BulkRecord, type BulkSubject, type By } from '../../basics/index.ts'

/** Complaints in the hands of staff: where they stand and whom they are with. */
export const complaintSubject: BulkSubject<unknown> = {
  of: {
    complaints: (tx, ids) => tx.$queryRaw`
      select id, id as "groupId" from complaints where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`,
  },
  lock: async (tx, ids) => {
    await tx.$executeRaw`
      select 1 from complaints where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]) order by id for update`
  },
  read: readComplaints,
  write: writeComplaints,
}

function readComplaints(tx: TenantTx, ids: string[]): Promise<BulkRecord[]> {
  return tx.$queryRaw`
    select id, id as "groupId", '#' || number || ' ' || subject as label,
      jsonb_build_object('status', status, 'assignedTo', assigned_to) as fields
    from complaints where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`
}

type Written = { id: string; number: bigint; orderId: string; version: number }

async function writeComplaints(tx: TenantTx, changes: BulkChange[], by: By): Promise<void> {
  const rows = changes.map(({ id, fields, after }) => ({ ...fields, ...after, id }))
  const written = await tx.$queryRaw<Written[]>`
    update complaints c set status = n.status, assigned_to = n."assignedTo", version = c.version + 1, updated_at = now(),
      resolved_at = case when n.status = 'resolved' then coalesce(c.resolved_at, now()) end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, status text, "assignedTo" uuid)
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = n.id
    returning c.id, c.number, c.order_id as "orderId", c.version`
  const changed = new Map(changes.map((change) => [change.id, change]))
  await auditAll(
    tx,
    by,
    written.map(({ id, number, orderId }) => ({
      ...deedOf(changed.get(id)!, number),
      subjectKind: 'order',
      subjectId: orderId,
    })),
  )
  for (const { id, orderId, version } of written) {
    const topics = ['complaints', `complaint:${id}`, `order:${orderId}`]
    emit(tx, { name: 'complaint.changed', topics, payload: { complaintId: id, version } })
  }
}

/** The deed is named as the single verb names it, so a timeline reads the same whichever way it was done. */
function deedOf(
  { id, before, after }: BulkChange,
  number: bigint,
): { action: string; changes: Record<string, unknown> } {
  const complaint = { complaint: id, number }
  if ('assignedTo' in after) {
    return {
      action: 'complaint.assigned',
      changes: { ...complaint, assignedTo: [before.assignedTo, after.assignedTo] },
    }
  }
  return { action: after.status === 'resolved' ? 'complaint.resolved' : 'complaint.reopened', changes: complaint }
}
