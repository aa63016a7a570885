import type { TenantTx } from '@souk/db'
import type { Snapshot } from './flat-fields.ts'

/** Gives a product the pictures it had, in their order and with their descriptions, as far as their files are still there. */
export async function restorePictures(tx: TenantTx, productId: string, snapshot: Snapshot): Promise<void> {
  const ids = snapshot.images.map(({ id }) => id)
  await tx.$executeRaw`
    update product_variants set image_id = null
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid and image_id <> all(${ids}::uuid[])`
  await tx.$executeRaw`
    delete from product_images
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid and id <> all(${ids}::uuid[])`
  await tx.$executeRaw`
    insert into product_images as i (tenant_id, id, product_id, position, file_id, source_url, alt, status, reason)
    select ${tx.tenantId}::uuid, id, ${productId}::uuid, position, file_id, source_url, alt, status, reason
    from jsonb_to_recordset(${JSON.stringify(snapshot.images)}::jsonb)
      as n(id uuid, position int, file_id uuid, source_url text, alt text, status text, reason text)
    where file_id is null or exists (
      select from stored_files f where f.tenant_id = ${tx.tenantId}::uuid and f.id = n.file_id)
    on conflict (tenant_id, id) do update set position = excluded.position, alt = excluded.alt
    where i.product_id = ${productId}::uuid`
}

/** Gives variants the pictures they had, as far as those are among the product's pictures. */
export async function linkPictures(
  tx: TenantTx,
  productId: string,
  { variants }: Snapshot,
  variantIds: string[],
): Promise<void> {
  const wanted = variants.filter(({ id }) => variantIds.includes(id))
  const links = JSON.stringify(wanted.map(({ id, image_id }) => ({ id, image_id })))
  await tx.$executeRaw`
    update product_variants v set image_id = n.image_id
    from jsonb_to_recordset(${links}::jsonb) as n(id uuid, image_id uuid)
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid and v.id = n.id
      and (n.image_id is null or exists (
        select from product_images i
        where i.tenant_id = ${tx.tenantId}::uuid and i.product_id = ${productId}::uuid and i.id = n.image_id))`
}

/** Puts a product back into the collections it was chosen for by hand, as far as they are still there, and out of the others. */
export async function restoreCollections(tx: TenantTx, productId: string, snapshot: Snapshot): Promise<void> {
  const ids = snapshot.collections.map(({ id }) => id)
  await tx.$executeRaw`
    delete from collection_products cp using collections c
    where cp.tenant_id = ${tx.tenantId}::uuid and cp.product_id = ${productId}::uuid and cp.collection_id <> all(${ids}::uuid[])
      and c.tenant_id = cp.tenant_id and c.id = cp.collection_id and c.rule_field is null`
  await tx.$executeRaw`
    insert into collection_products (tenant_id, collection_id, product_id)
    select c.tenant_id, c.id, ${productId}::uuid from collections c
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = any(${ids}::uuid[]) and c.rule_field is null
    on conflict do nothing`
}
