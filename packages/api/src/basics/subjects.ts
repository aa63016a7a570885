import { Prisma, type TenantTx } from '@souk/db'
import { NotFound } from '../refusal.ts'

/** The kinds of record that people talk about and watch together, with what it takes to see one. */
export const SUBJECT_NEEDS = {
  product: 'catalog:read',
  collection: 'catalog:read',
  order: 'orders:read',
  customer: 'customers:read',
  complaint: 'service:read',
} as const

export type SubjectKind = keyof typeof SUBJECT_NEEDS
export type Subject = { subjectKind: SubjectKind; subjectId: string }

export const SUBJECT_KINDS = Object.keys(SUBJECT_NEEDS) as [SubjectKind, ...SubjectKind[]]

/** The topic of a record for colleagues alone: who is here, and what was said. Shoppers may hear `product:<id>`, never this. */
export const officeTopic = ({ subjectKind, subjectId }: Subject): string => `office-${subjectKind}:${subjectId}`

const ROWS: Record<SubjectKind, Prisma.Sql> = {
  product: Prisma.sql`select tenant_id, id, title from products where purged_at is null`,
  collection: Prisma.sql`select tenant_id, id, title from collections`,
  order: Prisma.sql`select tenant_id, id, '#' || number::text as title from orders`,
  customer: Prisma.sql`select tenant_id, id, name as title from customers`,
  complaint: Prisma.sql`select tenant_id, id, subject as title from complaints`,
}

/** Those of the records that are there, with what they are called. */
export async function findSubjects(
  tx: TenantTx,
  kind: SubjectKind,
  ids: string[],
): Promise<{ id: string; title: string }[]> {
  if (ids.length === 0) return []
  return tx.$queryRaw`
    select s.id, s.title from (${ROWS[kind]}) s where s.tenant_id = ${tx.tenantId}::uuid and s.id = any(${ids}::uuid[])`
}

/** What a record is called. Throws NotFound. */
export async function subjectTitle(tx: TenantTx, { subjectKind, subjectId }: Subject): Promise<string> {
  const [found] = await findSubjects(tx, subjectKind, [subjectId])
  if (!found) throw new NotFound(subjectKind)
  return found.title
}
