import type { TenantTx } from '@souk/db'
import type { ImportedProduct } from './gather-products.ts'

/** Pictures that are still to be had; a job fetches them. Returns their ids. */
export async function addImages(
  tx: TenantTx,
  productId: string,
  images: { url: string; alt: string }[],
): Promise<string[]> {
  if (images.length === 0) return []
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into product_images (tenant_id, product_id, position, source_url, alt, status)
    select ${tx.tenantId}::uuid, ${productId}::uuid, i.place + coalesce((
        select max(position) from product_images where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid), 0),
      i.url, i.alt, 'pending'
    from unnest(${images.map(({ url }) => url)}::text[], ${images.map(({ alt }) => alt)}::text[]) with ordinality as i(url, alt, place)
    returning id`
  return rows.map(({ id }) => id)
}

/** Gives each variant the picture its row names, in one statement. */
export async function linkImages(
  tx: TenantTx,
  products: { productId: string; product: ImportedProduct }[],
): Promise<void> {
  const linked = products.flatMap(({ productId, product }) =>
    product.variants
      .filter(({ imageUrl }) => imageUrl !== null)
      .map(({ optionValues, imageUrl }) => ({ productId, optionValues, imageUrl })),
  )
  if (linked.length === 0) return
  await tx.$executeRaw`
    update product_variants v set image_id = i.id
    from jsonb_to_recordset(${JSON.stringify(linked)}::jsonb) as n("productId" uuid, "optionValues" text[], "imageUrl" text)
    join product_images i on i.tenant_id = ${tx.tenantId}::uuid and i.product_id = n."productId" and i.source_url = n."imageUrl"
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = n."productId" and v.option_values = n."optionValues"`
}
