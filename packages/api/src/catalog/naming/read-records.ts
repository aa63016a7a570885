import { Prisma, type TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import { NAMED, type NamedKind } from './named-records.ts'

export const RECORDS_PAGE = 50

export type RecordRow = { id: string; name: string; products: number; note: string; updatedAt: Date; cursor: string }

/** What stands beside the name in the list of each kind. */
const NOTES: Record<NamedKind, Prisma.Sql> = {
  brand: Prisma.sql`r.website`,
  manufacturer: Prisma.sql`concat_ws(' · ', nullif(r.country, ''), nullif(r.email, ''))`,
  supplier: Prisma.sql`concat_ws(' · ', nullif(r.code, ''), nullif(r.contact, ''), nullif(r.email, ''))`,
  productType: Prisma.sql`r.description`,
}
const COUNTS: Record<NamedKind, Prisma.Sql> = {
  brand: Prisma.sql`select count(*)::int from products p where p.tenant_id = r.tenant_id and p.brand_id = r.id`,
  manufacturer: Prisma.sql`select count(*)::int from products p where p.tenant_id = r.tenant_id and p.manufacturer_id = r.id`,
  supplier: Prisma.sql`select count(*)::int from product_suppliers s where s.tenant_id = r.tenant_id and s.supplier_id = r.id`,
  productType: Prisma.sql`select count(*)::int from products p where p.tenant_id = r.tenant_id and p.product_type_id = r.id`,
}

/** A page of records by name, with their products counted on an index of the link; `q` is looked for anywhere in the name. */
export async function listRecords(
  tx: TenantTx,
  kind: NamedKind,
  input: { q: string; after?: string | undefined; limit: number },
): Promise<RecordRow[]> {
  return tx.$queryRaw`
    select r.id, r.name, (${COUNTS[kind]}) as products, left(${NOTES[kind]}, 160) as note, r.updated_at as "updatedAt", r.name_key as cursor
    from ${NAMED[kind].table} r
    where r.tenant_id = ${tx.tenantId}::uuid and position(lower(${input.q}::text) in r.name_key) > 0
      and (${input.after ?? null}::text is null or r.name_key > ${input.after ?? null}::text)
    order by r.name_key limit ${input.limit}`
}

const DELEGATES = {
  brand: (tx: TenantTx, id: string) => tx.brand.findFirst({ where: { tenantId: tx.tenantId, id } }),
  manufacturer: (tx: TenantTx, id: string) => tx.manufacturer.findFirst({ where: { tenantId: tx.tenantId, id } }),
  supplier: (tx: TenantTx, id: string) => tx.supplier.findFirst({ where: { tenantId: tx.tenantId, id } }),
  productType: (tx: TenantTx, id: string) => tx.productType.findFirst({ where: { tenantId: tx.tenantId, id } }),
}
type Read<K extends NamedKind> = NonNullable<Awaited<ReturnType<(typeof DELEGATES)[K]>>>

/** A record as its page shows it, with how many products refer to it. Throws NotFound. */
export async function getRecord<K extends NamedKind>(
  tx: TenantTx,
  kind: K,
  id: string,
): Promise<Omit<Read<K>, 'tenantId' | 'nameKey'> & { products: number }> {
  const row = (await DELEGATES[kind](tx, id)) as Read<K> | null
  if (!row) throw new NotFound(NAMED[kind].noun)
  const counted = await tx.$queryRaw<{ products: number }[]>`
    select (${COUNTS[kind]}) as products from ${NAMED[kind].table} r where r.tenant_id = ${tx.tenantId}::uuid and r.id = ${id}::uuid`
  const { tenantId: _, nameKey: __, ...fields } = row
  return { ...fields, products: counted[0]!.products }
}
