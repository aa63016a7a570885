import type { TenantTx } from '@souk/db'
import { listCards, type ProductCard } from './product-cards.ts'
import { productsWith } from './search-products.ts'
import { searchWords } from './search-words.ts'

const PRODUCTS_MAX = 6
const COLLECTIONS_MAX = 3

export type Suggestions = { products: ProductCard[]; collections: { handle: string; title: string }[] }

/** What the letters typed so far could mean. */
export async function suggest(tx: TenantTx, query: string, customerId: string | null): Promise<Suggestions> {
  const words = searchWords(query)
  if (words.length === 0) return { products: [], collections: [] }
  const found = await tx.$queryRaw<{ id: string }[]>`
    select s.product_id as id from (${productsWith(tx, words)}) as s
    join products p on p.tenant_id = ${tx.tenantId}::uuid and p.id = s.product_id and p.status = 'active'
    order by s.rank, p.created_at desc, p.id limit ${PRODUCTS_MAX}::int`
  const collections = await tx.$queryRaw<{ handle: string; title: string }[]>`
    select handle, title from collections
    where tenant_id = ${tx.tenantId}::uuid and status = 'active'
      and not exists (select from unnest(${words}::text[]) as word where position(word in lower(title)) = 0)
    order by position, title limit ${COLLECTIONS_MAX}::int`
  return {
    products: await listCards(
      tx,
      found.map(({ id }) => id),
      customerId,
    ),
    collections,
  }
}
