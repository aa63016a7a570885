import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { NotFound } from '../refusal.ts'
import { announceAnswer, lockComplaint, moveComplaint } from './lock-complaint.ts'
import type { Reply } from './schema.ts'
import { writeMessage, type ReadyPicture } from './write-message.ts'

/** Staff answers. Messages only ever add up, so two colleagues who write at once both are heard; no version is asked for. */
export async function answerComplaint(
  tx: TenantTx,
  input: { complaintId: string; message: string },
  by: By,
): Promise<{ version: number }> {
  const complaint = await lockComplaint(tx, input.complaintId)
  const version = await moveComplaint(tx, complaint, 'answer')
  const author = { kind: 'staff', id: by.id, name: by.name } as const
  await writeMessage(tx, { complaintId: complaint.id, author, body: input.message, pictures: [], filesDir: '' }, by)
  await audit(tx, by, {
    action: 'complaint.answered',
    subjectKind: 'order',
    subjectId: complaint.orderId,
    changes: { complaint: complaint.id, number: complaint.number },
  })
  announceAnswer(tx, complaint, version, 'staff')
  return { version }
}

type ShoppersReply = Omit<Reply, 'pictures'> & { pictures: ReadyPicture[]; filesDir: string }

/** The shopper writes again, known by the order's token; a complaint that was resolved is open again. */
export async function replyToComplaint(tx: TenantTx, input: ShoppersReply, by: By): Promise<{ version: number }> {
  const complaint = await lockComplaint(tx, input.complaintId)
  if (complaint.orderToken !== input.orderToken) throw new NotFound('complaint')
  const version = await moveComplaint(tx, complaint, 'reply')
  const author = { kind: 'customer', id: complaint.customerId, name: complaint.name } as const
  await writeMessage(tx, { ...input, author, body: input.message }, by)
  await audit(
    tx,
    { ...by, name: complaint.name },
    {
      action: 'complaint.replied',
      subjectKind: 'order',
      subjectId: complaint.orderId,
      changes: { complaint: complaint.id, number: complaint.number },
    },
  )
  announceAnswer(tx, complaint, version, 'customer')
  return { version }
}
