import type { TenantTx } from '@souk/db'
import { readProducts, type ProductDetail } from '../read-products.ts'
import type { ImportedProduct } from './gather-products.ts'

/** The product of the shop that each product of the file stands for, by its handle or by the SKU of one of its variants. */
export async function findProducts(
  tx: TenantTx,
  products: ImportedProduct[],
  matchBy: string,
): Promise<Map<ImportedProduct, ProductDetail>> {
  if (matchBy !== 'sku') {
    const rows = await readProducts(tx, { handles: products.map(({ handle }) => handle) })
    const found = new Map(rows.map((row) => [row.handle, row]))
    return pairs(products, (product) => found.get(product.handle))
  }
  const skus = products.flatMap((product) => skusOf(product))
  const owners = await tx.$queryRaw<{ sku: string; productId: string }[]>`
    select sku, product_id as "productId" from product_variants
    where tenant_id = ${tx.tenantId}::uuid and sku = any(${skus}::text[]) order by status desc, id desc`
  const ownerOf = new Map(owners.map(({ sku, productId }) => [sku, productId]))
  const rows = await readProducts(tx, { ids: [...new Set(ownerOf.values())] })
  const found = new Map(rows.map((row) => [row.id, row]))
  return pairs(products, (product) =>
    skusOf(product)
      .map((sku) => found.get(ownerOf.get(sku) ?? ''))
      .find(Boolean),
  )
}

const skusOf = ({ variants }: ImportedProduct): string[] => variants.flatMap(({ sku }) => (sku ? [sku] : []))

function pairs(
  products: ImportedProduct[],
  find: (product: ImportedProduct) => ProductDetail | undefined,
): Map<ImportedProduct, ProductDetail> {
  return new Map(
    products.flatMap((product): [ImportedProduct, ProductDetail][] => {
      const found = find(product)
      return found ? [[product, found]] : []
    }),
  )
}
