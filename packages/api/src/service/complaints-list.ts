import { Prisma, type TenantTx } from '@souk/db'
import { contains, type ListFilter, type ListSpec } from '../basics/index.ts'
import { complaintRow, type ComplaintRow } from './complaint-row.ts'
import { COMPLAINT_CATEGORIES } from './schema.ts'

const ofStatus = (status: string): { filters: ListFilter[] } => ({
  filters: [{ key: 'status', op: 'is', values: [status] }],
})

/** Complaints, those that moved last first. A number finds the complaint or its order, other words what subject or name contain. */
export const complaintsList: ListSpec<ComplaintRow> = {
  key: 'complaints',
  permission: 'service:read',
  from: Prisma.sql`complaints c join orders o on o.tenant_id = c.tenant_id and o.id = c.order_id`,
  tenantId: Prisma.sql`c.tenant_id`,
  id: Prisma.sql`c.id`,
  search: (words) => {
    const number = /^#?(\d{1,15})$/.exec(words)?.[1]
    if (number) return Prisma.sql`c.number = ${number}::bigint or o.number = ${number}::bigint`
    return Prisma.sql`${contains(Prisma.sql`c.subject`, words)} or ${contains(Prisma.sql`o.name`, words)}`
  },
  filters: {
    status: { kind: 'choice', value: Prisma.sql`c.status`, options: ['open', 'answered', 'resolved'] },
    category: { kind: 'choice', value: Prisma.sql`c.category`, options: Object.keys(COMPLAINT_CATEGORIES) },
    assigned: { kind: 'reference', value: Prisma.sql`c.assigned_to`, nullable: true },
    isNew: { kind: 'boolean', value: Prisma.sql`(c.answered_at is null and c.status = 'open')` },
    name: { kind: 'text', value: Prisma.sql`o.name` },
    order: { kind: 'number', value: Prisma.sql`o.number` },
    openedAt: { kind: 'date', value: Prisma.sql`c.opened_at` },
    updatedAt: { kind: 'date', value: Prisma.sql`c.updated_at` },
    resolvedAt: { kind: 'date', value: Prisma.sql`c.resolved_at`, nullable: true },
  },
  sorts: {
    updatedAt: { value: Prisma.sql`c.updated_at`, type: 'timestamptz' },
    number: { value: Prisma.sql`c.number`, type: 'bigint' },
    name: { value: Prisma.sql`o.name`, type: 'text' },
  },
  sort: '-updatedAt',
  views: {
    open: ofStatus('open'),
    answered: ofStatus('answered'),
    resolved: ofStatus('resolved'),
    all: { filters: [] },
  },
  columns: {
    number: { kind: 'number', value: (row) => row.number },
    subject: { kind: 'text', value: (row) => row.subject },
    order: { kind: 'number', value: (row) => row.orderNumber },
    name: { kind: 'text', value: (row) => row.name },
    status: { kind: 'text', value: (row) => row.status },
    assigned: { kind: 'text', value: (row) => row.assignedName },
    lastWords: { kind: 'text', value: (row) => row.lastWords },
    openedAt: { kind: 'date', value: (row) => row.openedAt },
    updatedAt: { kind: 'date', value: (row) => row.updatedAt },
  },
  read: readRows,
}

function readRows(tx: TenantTx, ids: string[]): Promise<ComplaintRow[]> {
  return tx.$queryRaw`${complaintRow} where c.tenant_id = ${tx.tenantId}::uuid and c.id = any(${ids}::uuid[])`
}
