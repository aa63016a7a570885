import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { announceChange, lockComplaint, moveComplaint } from './lock-complaint.ts'

type Which = { complaintId: string; version: number }

/** Marks a complaint as resolved, or opens it again. */
export async function settleComplaint(
  tx: TenantTx,
  input: Which & { deed: 'resolve' | 'reopen' },
  by: By,
): Promise<{ version: number }> {
  const complaint = await lockComplaint(tx, input.complaintId, input.version)
  const version = await moveComplaint(tx, complaint, input.deed)
  await audit(tx, by, {
    action: input.deed === 'resolve' ? 'complaint.resolved' : 'complaint.reopened',
    subjectKind: 'order',
    subjectId: complaint.orderId,
    changes: { complaint: complaint.id, number: complaint.number },
  })
  announceChange(tx, complaint, version)
  return { version }
}

/** Takes a complaint into one's own hands, whoever had it before. */
export async function assignComplaint(
  tx: TenantTx,
  input: Which,
  by: By & { id: string },
): Promise<{ version: number }> {
  const complaint = await lockComplaint(tx, input.complaintId, input.version)
  const rows = await tx.$queryRaw<{ version: number }[]>`
    update complaints set assigned_to = ${by.id}::uuid, version = version + 1, updated_at = ${new Date()}
    where tenant_id = ${tx.tenantId}::uuid and id = ${complaint.id}::uuid returning version`
  await audit(tx, by, {
    action: 'complaint.assigned',
    subjectKind: 'order',
    subjectId: complaint.orderId,
    changes: { complaint: complaint.id, number: complaint.number, assignedTo: [complaint.assignedTo, by.id] },
  })
  announceChange(tx, complaint, rows[0]!.version)
  return { version: rows[0]!.version }
}
