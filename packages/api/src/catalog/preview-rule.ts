import { Prisma, type TenantTx } from '@souk/db'
import type { CollectionFields } from './schema.ts'
import { meetsRule } from './sync-collections.ts'

export type RulePreview = {
  products: number
  /** Those of them that the shop shows. */
  onSale: number
  first: { id: string; title: string; fileId: string | null }[]
}

const SHOWN = 8

/** What a collection would hold if it were saved with this rule: how many, and the first that the shop would show. */
export async function previewRule(tx: TenantTx, rule: NonNullable<CollectionFields['rule']>): Promise<RulePreview> {
  const meets = meetsRule(Prisma.sql`${rule.field}::text`, Prisma.sql`${rule.value}::text`)
  const rows = await tx.$queryRaw<RulePreview[]>`
    with met as materialized (
      select p.id, p.title, p.status from products p where p.tenant_id = ${tx.tenantId}::uuid and ${meets})
    select (select count(*)::int from met) as products, (select count(*)::int from met where status = 'active') as "onSale",
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'title', f.title, 'fileId', f.file_id) order by f.title, f.id), '[]')
       from (select m.id, m.title, (
           select i.file_id from product_images i where i.tenant_id = ${tx.tenantId}::uuid and i.product_id = m.id
             and i.status = 'ready' order by i.position limit 1) as file_id
         from met m where m.status = 'active' order by m.title, m.id limit ${SHOWN}) f) as first`
  return rows[0]!
}
