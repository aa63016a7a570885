import { Prisma, type TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { announceOrganisation, lockNamed, NAMED, RecordInUse, type NamedKind } from './named-records.ts'

/** Which products hold a record, and what one does instead of removing it. */
const HOLDS: Record<NamedKind, { products: (id: string, tenantId: string) => Prisma.Sql; way: string }> = {
  brand: { products: (id, t) => held(t, Prisma.sql`brand_id`, id), way: 'Merge it into another brand.' },
  productType: { products: (id, t) => held(t, Prisma.sql`product_type_id`, id), way: 'Merge it into another type.' },
  manufacturer: {
    products: (id, t) => held(t, Prisma.sql`manufacturer_id`, id),
    way: 'Give them another manufacturer first.',
  },
  supplier: {
    products: (id, t) =>
      Prisma.sql`select count(*)::int as count from product_suppliers where tenant_id = ${t}::uuid and supplier_id = ${id}::uuid`,
    way: 'Take it off them first.',
  },
}

const held = (tenantId: string, link: Prisma.Sql, id: string): Prisma.Sql =>
  Prisma.sql`select count(*)::int as count from products where tenant_id = ${tenantId}::uuid and ${link} = ${id}::uuid`

/** Removes a record no product refers to. Throws RecordInUse, which says how many do and what to do about it. */
export async function removeRecord(tx: TenantTx, kind: NamedKind, id: string, by: By): Promise<void> {
  const { name } = await lockNamed(tx, kind, id)
  const { products, way } = HOLDS[kind]
  const rows = await tx.$queryRaw<{ count: number }[]>`${products(id, tx.tenantId)}`
  const { count } = rows[0]!
  if (count > 0)
    throw new RecordInUse(`${count === 1 ? '1 product refers' : `${count} products refer`} to ${name}. ${way}`)
  await tx.$executeRaw`delete from ${NAMED[kind].table} where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid`
  const subjectKind = kind === 'productType' ? 'product_type' : kind
  await audit(tx, by, { action: `${subjectKind}.removed`, subjectKind, subjectId: id, changes: { name } })
  announceOrganisation(tx, kind, id)
}
