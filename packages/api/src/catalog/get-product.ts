import type { TenantTx } from '@souk/db'
import { NotFound } from '../refusal.ts'
import { readProducts, type ProductDetail } from './read-products.ts'

/** A product of this shop with all that its page in the back office shows. Throws NotFound. */
export async function getProduct(tx: TenantTx, productId: string): Promise<ProductDetail> {
  const [product] = await readProducts(tx, { ids: [productId] })
  if (!product) throw new NotFound('product')
  return product
}
