import { Prisma, type TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import type { Scope } from './list-scope.ts'
import { listProducts, type ProductList } from './list-products.ts'
import type { Filters, Sort } from './schema.ts'

export type CollectionHead = { handle: string; title: string; descriptionHtml: string; image: CollectionImage | null }
export type CollectionImage = { fileId: string; filename: string; width: number; height: number }

type Row = CollectionHead & { id: string; ruleField: RuleField | null; ruleValue: string | null }
type RuleField = 'productType' | 'vendor' | 'tag'

/** A collection with one page of its products. `all` is every product of the shop. Throws NotFound. */
export async function readCollection(
  tx: TenantTx,
  input: { handle: string; filters: Filters; sort: Sort; page: number },
): Promise<{ collection: CollectionHead; list: ProductList }> {
  const row = await findCollection(tx, input.handle)
  if (!row && input.handle !== 'all') throw new NotFound('collection')
  const { handle, title, descriptionHtml, image } = row ?? ALL
  const scope = row ? membersOf(tx, row) : allProducts(tx)
  return { collection: { handle, title, descriptionHtml, image }, list: await listProducts(tx, scope, input) }
}

const ALL: CollectionHead = { handle: 'all', title: 'All products', descriptionHtml: '', image: null }

async function findCollection(tx: TenantTx, handle: string): Promise<Row | undefined> {
  const rows = await tx.$queryRaw<Row[]>`
    select c.id, c.handle, c.title, c.description_html as "descriptionHtml", c.rule_field as "ruleField", c.rule_value as "ruleValue",
      case when f.id is not null then jsonb_build_object('fileId', f.id, 'filename', f.filename, 'width', coalesce(f.width, 16), 'height', coalesce(f.height, 9)) end as image
    from collections c left join stored_files f on f.tenant_id = c.tenant_id and f.id = c.image_file_id
    where c.tenant_id = ${tx.tenantId}::uuid and c.handle = ${handle} and c.status = 'active'`
  return rows[0]
}

/** Every active product. */
export const allProducts = (tx: TenantTx): Scope =>
  Prisma.sql`select id as product_id, 0 as rank from products where tenant_id = ${tx.tenantId}::uuid and status = 'active'`

/** The products of a collection: those chosen by hand in their order, or those its rule finds today. */
function membersOf(tx: TenantTx, { id, ruleField, ruleValue }: Row): Scope {
  if (!ruleField) {
    return Prisma.sql`select product_id, position as rank from collection_products where tenant_id = ${tx.tenantId}::uuid and collection_id = ${id}::uuid`
  }
  return Prisma.sql`
    select p.id as product_id, coalesce(m.position, 1000000) as rank from products p
    left join collection_products m on m.tenant_id = ${tx.tenantId}::uuid and m.collection_id = ${id}::uuid and m.product_id = p.id
    where p.tenant_id = ${tx.tenantId}::uuid and p.status = 'active' and ${RULES[ruleField](ruleValue ?? '')}`
}

const RULES: Record<RuleField, (value: string) => Prisma.Sql> = {
  productType: (value) => Prisma.sql`p.product_type = ${value}`,
  vendor: (value) => Prisma.sql`p.vendor = ${value}`,
  tag: (value) => Prisma.sql`${value} = any(p.tags)`,
}
