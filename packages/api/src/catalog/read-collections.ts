import { Prisma, type TenantTx } from '@souk/db'
import { NotFound } from '../refusal.ts'

export type CollectionRow = {
  id: string
  handle: string
  title: string
  status: 'active' | 'hidden'
  ruleField: 'productType' | 'vendor' | 'tag' | null
  ruleValue: string | null
  products: number
  fileId: string | null
  updatedAt: Date
}

/** What is read of a collection, with its picture or else that of its first product; the conditions follow it. */
export const collectionRow = Prisma.sql`
  select c.id, c.handle, c.title, c.status, c.rule_field as "ruleField", c.rule_value as "ruleValue", c.updated_at as "updatedAt",
    (select count(*)::int from collection_products cp where cp.tenant_id = c.tenant_id and cp.collection_id = c.id) as products,
    coalesce(c.image_file_id, (
      select i.file_id from collection_products cp join product_images i
        on i.tenant_id = cp.tenant_id and i.product_id = cp.product_id and i.status = 'ready'
      where cp.tenant_id = c.tenant_id and cp.collection_id = c.id order by cp.position, i.position limit 1)) as "fileId"
  from collections c`

/** The shop's collections in their order. */
export async function listCollections(tx: TenantTx): Promise<CollectionRow[]> {
  return tx.$queryRaw`${collectionRow} where c.tenant_id = ${tx.tenantId}::uuid order by c.position, c.id limit 500`
}

export type CollectionDetail = CollectionRow & {
  descriptionHtml: string
  version: number
  members: { id: string; title: string; status: string; fileId: string | null }[]
}

/** A collection with the first 250 of its products. Throws NotFound. */
export async function getCollection(tx: TenantTx, collectionId: string): Promise<CollectionDetail> {
  const rows = await tx.$queryRaw<CollectionDetail[]>`
    select c.id, c.handle, c.title, c.status, c.rule_field as "ruleField", c.rule_value as "ruleValue", c.version, c.updated_at as "updatedAt",
      c.description_html as "descriptionHtml", c.image_file_id as "fileId",
      (select count(*)::int from collection_products cp where cp.tenant_id = c.tenant_id and cp.collection_id = c.id) as products,
      (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'title', m.title, 'status', m.status, 'fileId', m.file_id)), '[]') from (
        select p.id, p.title, p.status,
          (select i.file_id from product_images i where i.tenant_id = p.tenant_id and i.product_id = p.id and i.status = 'ready'
           order by i.position limit 1) as file_id
        from collection_products cp join products p on p.tenant_id = cp.tenant_id and p.id = cp.product_id
        where cp.tenant_id = c.tenant_id and cp.collection_id = c.id order by cp.position, p.title, p.id limit 250) m) as members
    from collections c where c.tenant_id = ${tx.tenantId}::uuid and c.id = ${collectionId}::uuid`
  if (!rows[0]) throw new NotFound('collection')
  return rows[0]
}
