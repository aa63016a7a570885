import { Prisma } from '@souk/db'
import { searchWords } from './storefront/search-words.ts'

/**
 * The condition that a product is found by every one of these words, each by its beginning. A word is looked up in the
 * index of terms, so a rare one costs little however large the catalogue; text without a word finds nothing.
 */
export function foundByWords(tenantId: Prisma.Sql, productId: Prisma.Sql, text: string): Prisma.Sql {
  const words = searchWords(text)
  if (words.length === 0) return Prisma.sql`false`
  const each = words.map(
    (word) => Prisma.sql`${productId} in (
      select t.product_id from product_terms t where t.tenant_id = ${tenantId} and starts_with(t.term, ${word}::text collate "C"))`,
  )
  return Prisma.join(each, ' and ')
}
