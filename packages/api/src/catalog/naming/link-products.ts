import { Prisma, type TenantTx } from '@souk/db'
import { handleOf } from '../handle.ts'

/** Both texts of a product that stand for a record: the text stays what is shown and searched, the key is what is linked. */
export const LINKS = {
  brand: { table: Prisma.sql`brands`, text: Prisma.sql`vendor`, link: Prisma.sql`brand_id`, field: 'vendor' },
  productType: {
    table: Prisma.sql`product_types`,
    text: Prisma.sql`product_type`,
    link: Prisma.sql`product_type_id`,
    field: 'productType',
  },
} as const
export type LinkedKind = keyof typeof LINKS

/**
 * Links products to the brand and the type that their texts name, and writes the texts as those records spell them. A name
 * that is not known yet becomes a record. Every write path of these texts ends in index-products.ts, which calls this first.
 */
export async function linkProducts(tx: TenantTx, productIds: string[]): Promise<void> {
  for (const { kind, name } of await unknownNames(tx, productIds)) await createNamed(tx, kind, name)
  await writeLinks(tx, productIds)
}

/** A name that its record had before, while products are still being told, counts as the record's own. */
async function unknownNames(tx: TenantTx, productIds: string[]): Promise<{ kind: LinkedKind; name: string }[]> {
  return tx.$queryRaw`
    select distinct on (said.kind, lower(said.name)) said.kind, said.name
    from (
      select 'brand' as kind, btrim(vendor) as name, brand_id as link from products
      where tenant_id = ${tx.tenantId}::uuid and id = any(${productIds}::uuid[])
      union all
      select 'productType', btrim(product_type), product_type_id from products
      where tenant_id = ${tx.tenantId}::uuid and id = any(${productIds}::uuid[])) said
    where said.name <> '' and not exists (
      select from brands t where said.kind = 'brand' and t.tenant_id = ${tx.tenantId}::uuid
        and (t.name_key = lower(said.name) or (t.id = said.link and lower(said.name) = any(t.former_keys))))
    and not exists (
      select from product_types t where said.kind = 'productType' and t.tenant_id = ${tx.tenantId}::uuid
        and (t.name_key = lower(said.name) or (t.id = said.link and lower(said.name) = any(t.former_keys))))`
}

async function createNamed(tx: TenantTx, kind: LinkedKind, name: string): Promise<void> {
  if (kind === 'productType') {
    await tx.$executeRaw`
      insert into product_types (tenant_id, name, name_key) values (${tx.tenantId}::uuid, ${name}, lower(btrim(${name}::text)))
      on conflict do nothing`
    return
  }
  // Someone may create the same brand in this moment (then it is theirs) or take the same handle (then the next is tried).
  for (let number = 1; number <= 5; number++) {
    const handle = number === 1 ? handleOf(name) : `${handleOf(name).slice(0, 100)}-${crypto.randomUUID().slice(0, 8)}`
    await tx.$executeRaw`
      insert into brands (tenant_id, name, name_key, handle) values (${tx.tenantId}::uuid, ${name}, lower(btrim(${name}::text)), ${handle})
      on conflict do nothing`
    const rows = await tx.$queryRaw<unknown[]>`
      select 1 from brands where tenant_id = ${tx.tenantId}::uuid and name_key = lower(btrim(${name}::text))`
    if (rows.length > 0) return
  }
}

/** Two look-ups by the key of the name a product; a product whose link and text are right already is not written. */
async function writeLinks(tx: TenantTx, productIds: string[]): Promise<void> {
  await tx.$executeRaw`
    update products p set brand_id = n.brand_id, vendor = n.vendor, product_type_id = n.product_type_id, product_type = n.product_type
    from (
      select q.id, b.id as brand_id, coalesce(b.name, '') as vendor, t.id as product_type_id, coalesce(t.name, '') as product_type
      from products q
      left join lateral (
        select c.id, c.name from brands c where c.tenant_id = ${tx.tenantId}::uuid
          and (c.name_key = lower(btrim(q.vendor)) or (c.id = q.brand_id and lower(btrim(q.vendor)) = any(c.former_keys)))
        order by c.id = q.brand_id desc nulls last limit 1) b on true
      left join lateral (
        select c.id, c.name from product_types c where c.tenant_id = ${tx.tenantId}::uuid
          and (c.name_key = lower(btrim(q.product_type)) or (c.id = q.product_type_id and lower(btrim(q.product_type)) = any(c.former_keys)))
        order by c.id = q.product_type_id desc nulls last limit 1) t on true
      where q.tenant_id = ${tx.tenantId}::uuid and q.id = any(${productIds}::uuid[])) n
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = n.id and (p.brand_id, p.vendor, p.product_type_id, p.product_type)
      is distinct from (n.brand_id, n.vendor, n.product_type_id, n.product_type)`
}

type Names = { vendor?: string; productType?: string }

/** The texts as the records they name spell them, place by place, so that what is compared and told is what will be stored. */
export async function knownNames(tx: TenantTx, given: Names[]): Promise<Names[]> {
  if (given.every(({ vendor, productType }) => vendor === undefined && productType === undefined))
    return given.map(() => ({}))
  const rows = await tx.$queryRaw<{ vendor: string | null; productType: string | null }[]>`
    select coalesce(b.name, said.vendor) as vendor, coalesce(t.name, said.type) as "productType"
    from unnest(${given.map(({ vendor }) => vendor ?? null)}::text[], ${given.map(({ productType }) => productType ?? null)}::text[])
      with ordinality as said(vendor, type, place)
    left join brands b on b.tenant_id = ${tx.tenantId}::uuid and b.name_key = lower(btrim(said.vendor))
    left join product_types t on t.tenant_id = ${tx.tenantId}::uuid and t.name_key = lower(btrim(said.type))
    order by said.place`
  return rows.map(({ vendor, productType }) => ({
    ...(vendor !== null && { vendor }),
    ...(productType !== null && { productType }),
  }))
}
