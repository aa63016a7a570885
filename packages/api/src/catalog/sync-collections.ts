import { Prisma, type TenantTx } from '@souk/db'

/** Whether a product `p` meets a rule. What fills a collection and what is shown before it is saved ask the same. */
export const meetsRule = (field: Prisma.Sql, value: Prisma.Sql): Prisma.Sql => Prisma.sql`case ${field}
  when 'productType' then lower(p.product_type) = lower(${value})
  when 'vendor' then lower(p.vendor) = lower(${value})
  when 'tag' then lower(${value}) = any(select lower(tag) from unnest(p.tags) as tag) else false end`

/** Puts products into the collections whose rule they meet now, and takes them out of the others. Collections chosen by hand stay. */
export const syncCollections = (tx: TenantTx, productIds: string[]): Promise<void> => sync(tx, productIds, null)

/** Fills a collection anew after its rule changed. */
export const syncCollection = (tx: TenantTx, collectionId: string): Promise<void> => sync(tx, null, collectionId)

async function sync(tx: TenantTx, productIds: string[] | null, collectionId: string | null): Promise<void> {
  await tx.$executeRaw`
    with wanted as (
      select c.id as collection_id, p.id as product_id
      from collections c join products p on p.tenant_id = c.tenant_id
        and ${meetsRule(Prisma.sql`c.rule_field`, Prisma.sql`c.rule_value`)}
      where c.tenant_id = ${tx.tenantId}::uuid and c.rule_field is not null
        and (${productIds}::uuid[] is null or p.id = any(${productIds}::uuid[]))
        and (${collectionId}::uuid is null or c.id = ${collectionId}::uuid)),
    gone as (
      delete from collection_products cp using collections c
      where cp.tenant_id = ${tx.tenantId}::uuid and c.tenant_id = cp.tenant_id and c.id = cp.collection_id and c.rule_field is not null
        and (${productIds}::uuid[] is null or cp.product_id = any(${productIds}::uuid[]))
        and (${collectionId}::uuid is null or cp.collection_id = ${collectionId}::uuid)
        and not exists (select 1 from wanted w where w.collection_id = cp.collection_id and w.product_id = cp.product_id))
    insert into collection_products (tenant_id, collection_id, product_id)
    select ${tx.tenantId}::uuid, collection_id, product_id from wanted on conflict do nothing`
}
