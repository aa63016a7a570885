import type { TenantTx } from '@souk/db'
import type { By } from '../basics/index.ts'
import { createProduct } from './create-product.ts'
import { getProduct } from './get-product.ts'
import { touchProduct } from './touch-product.ts'

/** Makes a draft like a product: texts, options, prices and pictures, without its stock, codes and history. */
export async function duplicateProduct(tx: TenantTx, productId: string, by: By): Promise<{ productId: string }> {
  const model = await getProduct(tx, productId)
  const active = model.variants.filter(({ status }) => status === 'active')
  const made = await createProduct(
    tx,
    {
      ...model,
      title: `Copy of ${model.title}`.slice(0, 255),
      handle: `copy-of-${model.handle}`.slice(0, 120),
      status: 'draft',
      variants: active.map((variant) => ({ ...variant, sku: null, barcode: null, onHand: 0 })),
    },
    by,
  )
  const pictures = await tx.$executeRaw`
    insert into product_images (tenant_id, product_id, position, file_id, source_url, alt, status, reason)
    select tenant_id, ${made.productId}::uuid, position, file_id, source_url, alt, status, reason from product_images
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid`
  if (pictures > 0) {
    const changes = { pictures, from: model.title }
    await touchProduct(tx, made.productId, { action: 'product.pictures_copied', changes }, by)
  }
  return { productId: made.productId }
}
