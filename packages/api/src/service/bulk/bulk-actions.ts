import { z } from 'zod'
import { anyAction, type AnyBulkAction, type BulkAction, type BulkFields, type Skip } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { complaintSubject } from './complaint-subject.ts'

const settleInput = z.object({ deed: z.enum(['resolve', 'reopen']) }).strict()

/** Marks complaints as resolved, or opens them again. */
const settle: BulkAction<z.infer<typeof settleInput>> = {
  permission: 'service:answer',
  input: settleInput,
  subject: complaintSubject,
  change({ status }, { deed }): BulkFields | Skip {
    if (deed === 'reopen') return status === 'resolved' ? { status: 'open' } : { skip: 'not_resolved' }
    return { status: 'resolved' }
  },
}

const assignInput = z.object({ accountId: z.uuid().nullable() }).strict()

/** Gives complaints to one colleague who may answer them, or to nobody. */
const assign: BulkAction<z.infer<typeof assignInput>> = {
  permission: 'service:answer',
  input: assignInput,
  subject: complaintSubject,
  check: async (tx, { accountId }) => {
    if (accountId === null) return
    const rows = await tx.$queryRaw<unknown[]>`
      select 1 from memberships m join roles r on r.tenant_id = m.tenant_id and r.key = m.role_key
      where m.tenant_id = ${tx.tenantId}::uuid and m.account_id = ${accountId}::uuid and m.status = 'active'
        and 'service:answer' = any(r.permissions)`
    if (rows.length === 0)
      throw new InvalidInput({ accountId: 'This person cannot answer complaints. Choose someone else.' })
  },
  change: (_, { accountId }) => ({ assignedTo: accountId }),
}

/** What can be done to many complaints at once, by the key that runs keep. */
export const serviceBulkActions: Record<string, AnyBulkAction> = {
  'complaints.settle': anyAction(settle),
  'complaints.assign': anyAction(assign),
}
