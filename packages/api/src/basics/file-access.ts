import type { TenantTx } from '@souk/db'
import { FILE_RULES } from './file-purpose.ts'
import type { StoredFile } from './file-store.ts'
import { SUBJECT_NEEDS, type SubjectKind } from './subjects.ts'

/** Who asks for a file, as the request knows them. */
export type FileReader = {
  staff: { permissions: ReadonlySet<string> } | null
  customer: { id: string } | null
  /** The public token of an order, from the address its buyer was given. */
  orderToken: string | null
}

const STAFF_PERMISSION: Partial<Record<StoredFile['purpose'], string>> = {
  complaint: 'service:read',
  import: 'catalog:import',
  'import-pictures': 'catalog:import',
}

/**
 * Whether someone may read a file. Pictures of the storefront are for all; what is attached to a complaint is for staff
 * with service:read, the customer whose complaint it is, and whoever holds the order's token; what is attached to a
 * comment is for colleagues who may see what the comment is about.
 */
export async function canReadFile(
  tx: TenantTx,
  file: Pick<StoredFile, 'id' | 'purpose'>,
  reader: FileReader,
): Promise<boolean> {
  if (FILE_RULES[file.purpose].public) return true
  if (file.purpose === 'comment') return canReadComment(tx, file.id, reader)
  const permission = STAFF_PERMISSION[file.purpose]
  if (permission && reader.staff?.permissions.has(permission)) return true
  if (file.purpose !== 'complaint' || (!reader.customer && !reader.orderToken)) return false
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from complaint_attachments a
    join complaint_messages m on m.tenant_id = a.tenant_id and m.id = a.message_id
    join complaints c on c.tenant_id = m.tenant_id and c.id = m.complaint_id
    join orders o on o.tenant_id = c.tenant_id and o.id = c.order_id
    where a.tenant_id = ${tx.tenantId}::uuid and a.file_id = ${file.id}::uuid
      and (c.customer_id = ${reader.customer?.id ?? null}::uuid or o.public_token = ${reader.orderToken}) limit 1`
  return rows.length > 0
}

async function canReadComment(tx: TenantTx, fileId: string, { staff }: FileReader): Promise<boolean> {
  if (!staff) return false
  const rows = await tx.$queryRaw<{ kind: SubjectKind }[]>`
    select distinct c.subject_kind as kind from comment_files f
    join comments c on c.tenant_id = f.tenant_id and c.id = f.comment_id
    where f.tenant_id = ${tx.tenantId}::uuid and f.file_id = ${fileId}::uuid and c.removed_at is null`
  return rows.some(({ kind }) => staff.permissions.has(SUBJECT_NEEDS[kind]))
}
