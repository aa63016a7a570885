import { Prisma, type TenantTx } from '@souk/db'
import { allProducts } from './collection-page.ts'
import { listBestSellers } from './best-sellers.ts'
import type { Scope } from './list-scope.ts'
import { listProducts, type ProductList } from './list-products.ts'
import { nearestTerms } from './nearest-terms.ts'
import type { ProductCard } from './product-cards.ts'
import type { Filters, Sort } from './schema.ts'
import { searchWords } from './search-words.ts'

export type SearchPage = {
  words: string[]
  list: ProductList
  /** When nothing was found: other spellings that find something, and what others buy. */
  corrections: string[]
  bestSellers: ProductCard[]
}

/** What the words find: every word must begin a term of the product. An empty query lists the whole shop. */
export async function searchProducts(
  tx: TenantTx,
  input: { query: string; filters: Filters; sort: Sort; page: number; customerId: string | null },
): Promise<SearchPage> {
  const words = searchWords(input.query)
  const list = await listProducts(tx, words.length > 0 ? productsWith(tx, words) : allProducts(tx), input)
  const nothing = list.total === 0
  return {
    words,
    list,
    corrections: nothing ? await nearestTerms(tx, words) : [],
    bestSellers: nothing ? await listBestSellers(tx, 8, input.customerId) : [],
  }
}

/** Sorts after every word that begins with the same letters, in the byte order of product_terms. */
const LAST = '\u{10FFFF}'

/**
 * The products that have, for each word, a term that begins with it; whole words and weighty fields (the title) rank
 * first. A prefix is written as a range, its end made here: under row security a range of text is an index condition
 * whether or not the planner knows the word beforehand, but only when nothing is computed in the statement.
 */
export const productsWith = (tx: TenantTx, words: string[]): Scope => Prisma.sql`
  select product_id, (-sum(score))::int as rank from (
    select t.product_id, w.word, max(t.weight * case when t.term = w.word then 2 else 1 end) as score
    from unnest(${words}::text[], ${words.map((word) => word + LAST)}::text[]) as w(word, past)
    join product_terms t on t.tenant_id = ${tx.tenantId}::uuid and t.term >= w.word and t.term < w.past
    group by t.product_id, w.word) as found
  group by product_id having count(*) = ${words.length}::int`
