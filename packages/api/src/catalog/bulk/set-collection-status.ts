import type { TenantTx } from '@souk/db'
import { z } from 'zod'
import { auditAll, type BulkAction, type BulkChange, type BulkRecord, type By } from '../../basics/index.ts'

const statusInput = z.object({ status: z.enum(['active', 'hidden']) }).strict()

/** Shows collections in the shop or hides them; their products stay as they are. */
export const setCollectionStatus: BulkAction<z.infer<typeof statusInput>> = {
  permission: 'catalog:write',
  input: statusInput,
  subject: {
    of: {
      collections: (tx, ids) => tx.$queryRaw`
        select id, id as "groupId" from collections where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`,
    },
    lock: async (tx, ids) => {
      await tx.$executeRaw`
        select 1 from collections where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]) order by id for update`
    },
    read: readStatuses,
    write: writeStatuses,
  },
  change: (_, { status }) => ({ status }),
}

function readStatuses(tx: TenantTx, ids: string[]): Promise<BulkRecord[]> {
  return tx.$queryRaw`
    select id, id as "groupId", title as label, jsonb_build_object('status', status) as fields
    from collections where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`
}

async function writeStatuses(tx: TenantTx, changes: BulkChange[], by: By): Promise<void> {
  const rows = changes.map(({ id, after }) => ({ id, status: after.status }))
  await tx.$executeRaw`
    update collections c set status = n.status, version = c.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, status text)
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = n.id`
  await auditAll(
    tx,
    by,
    changes.map(({ id, before, after }) => ({
      action: 'collection.saved',
      subjectKind: 'collection',
      subjectId: id,
      changes: { status: [before.status, after.status] },
    })),
  )
}
