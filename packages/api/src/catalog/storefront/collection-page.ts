import { Prisma, type TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import type { Scope } from './list-scope.ts'
import { listProducts, type ProductList } from './list-products.ts'
import type { Filters, Sort } from './schema.ts'

export type CollectionHead = { handle: string; title: string; descriptionHtml: string; image: CollectionImage | null }
export type CollectionImage = {
  fileId: string
  filename: string
  width: number
  height: number
  focus?: string
  thumbhash?: string | null
}

type Row = CollectionHead & { id: string }

/** A collection with one page of its products. `all` is every product of the shop. Throws NotFound. */
export async function readCollection(
  tx: TenantTx,
  input: { handle: string; filters: Filters; sort: Sort; page: number; customerId: string | null },
): Promise<{ collection: CollectionHead; list: ProductList }> {
  const row = await findCollection(tx, input.handle)
  if (!row && input.handle !== 'all') throw new NotFound('collection')
  const { handle, title, descriptionHtml, image } = row ?? ALL
  const scope = row ? membersOf(tx, row.id) : allProducts(tx)
  return { collection: { handle, title, descriptionHtml, image }, list: await listProducts(tx, scope, input) }
}

const ALL: CollectionHead = { handle: 'all', title: 'All products', descriptionHtml: '', image: null }

async function findCollection(tx: TenantTx, handle: string): Promise<Row | undefined> {
  const rows = await tx.$queryRaw<Row[]>`
    select c.id, c.handle, c.title, c.description_html as "descriptionHtml",
      case when f.id is not null then jsonb_build_object('fileId', f.id, 'filename', f.filename,
        'focus', f.focus_x || '% ' || f.focus_y || '%', 'thumbhash', f.thumbhash, 'width', coalesce(f.width, 16), 'height', coalesce(f.height, 9)) end as image
    from collections c left join stored_files f on f.tenant_id = c.tenant_id and f.id = c.image_file_id
    where c.tenant_id = ${tx.tenantId}::uuid and c.handle = ${handle} and c.status = 'active'`
  return rows[0]
}

/** Every active product. */
export const allProducts = (tx: TenantTx): Scope =>
  Prisma.sql`select id as product_id, 0 as rank from products where tenant_id = ${tx.tenantId}::uuid and status = 'active'`

/** The products of a collection, in its order; those of a rule were put there when the rule or the product changed. */
export const membersOf = (tx: TenantTx, collectionId: string): Scope =>
  Prisma.sql`select product_id, position as rank from collection_products where tenant_id = ${tx.tenantId}::uuid and collection_id = ${collectionId}::uuid`
