import { Prisma, type TenantTx } from '@souk/db'
import { contains, type ListFilter, type ListSpec } from '../basics/index.ts'
import { collectionRow, type CollectionRow } from './read-collections.ts'

const ofStatus = (status: string): { filters: ListFilter[] } => ({
  filters: [{ key: 'status', op: 'is', values: [status] }],
})

/** The shop's collections in the order in which its pages name them. */
export const collectionsList: ListSpec<CollectionRow> = {
  key: 'collections',
  permission: 'catalog:read',
  from: Prisma.sql`collections c`,
  tenantId: Prisma.sql`c.tenant_id`,
  id: Prisma.sql`c.id`,
  search: (words) => Prisma.sql`${contains(Prisma.sql`c.title`, words)} or ${contains(Prisma.sql`c.handle`, words)}`,
  filters: {
    status: { kind: 'choice', value: Prisma.sql`c.status`, options: ['active', 'hidden'] },
    title: { kind: 'text', value: Prisma.sql`c.title` },
    rule: {
      kind: 'choice',
      value: Prisma.sql`c.rule_field`,
      options: ['productType', 'vendor', 'tag'],
      nullable: true,
    },
    ruleValue: { kind: 'text', value: Prisma.sql`c.rule_value`, nullable: true },
    product: {
      kind: 'reference',
      value: Prisma.sql`cp.product_id`,
      nullable: true,
      through: (test) => Prisma.sql`exists (
        select from collection_products cp where cp.tenant_id = c.tenant_id and cp.collection_id = c.id and ${test})`,
    },
    updatedAt: { kind: 'date', value: Prisma.sql`c.updated_at` },
  },
  sorts: {
    position: { value: Prisma.sql`c.position`, type: 'int' },
    title: { value: Prisma.sql`c.title`, type: 'text' },
    updatedAt: { value: Prisma.sql`c.updated_at`, type: 'timestamptz' },
  },
  sort: 'position',
  views: { all: { filters: [] }, active: ofStatus('active'), hidden: ofStatus('hidden') },
  columns: {
    title: { kind: 'text', value: (row) => row.title },
    handle: { kind: 'text', value: (row) => row.handle },
    status: { kind: 'text', value: (row) => row.status },
    rule: { kind: 'text', value: (row) => row.ruleField },
    ruleValue: { kind: 'text', value: (row) => row.ruleValue },
    products: { kind: 'number', value: (row) => row.products },
    updatedAt: { kind: 'date', value: (row) => row.updatedAt },
  },
  read: readRows,
}

function readRows(tx: TenantTx, ids: string[]): Promise<CollectionRow[]> {
  return tx.$queryRaw`${collectionRow} where c.tenant_id = ${tx.tenantId}::uuid and c.id = any(${ids}::uuid[])`
}
