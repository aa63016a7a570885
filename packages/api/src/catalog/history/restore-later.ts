import type { TenantTx } from '@souk/db'
import { applyBundle } from '../bundles/save-bundle.ts'
import type { Snapshot } from './flat-fields.ts'

/** Gives a product the attributes it had, as far as those, and the files and products they name, are still there. */
export async function restoreAttributes(tx: TenantTx, productId: string, { attributes }: Snapshot): Promise<void> {
  await tx.$executeRaw`
    delete from attribute_values where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid`
  await tx.$executeRaw`
    insert into attribute_values (tenant_id, product_id, attribute_id, position, text, number, file_id, ref_product_id)
    select ${tx.tenantId}::uuid, ${productId}::uuid, n.attribute_id, n.position, n.text, n.number, n.file_id, n.ref_product_id
    from jsonb_to_recordset(${JSON.stringify(attributes ?? [])}::jsonb) as n(attribute_id uuid, position int, text text,
      number numeric, file_id uuid, ref_product_id uuid)
    join attributes a on a.tenant_id = ${tx.tenantId}::uuid and a.id = n.attribute_id
    where (n.file_id is null or exists (
        select from stored_files f where f.tenant_id = ${tx.tenantId}::uuid and f.id = n.file_id))
      and (n.ref_product_id is null or exists (
        select from products r where r.tenant_id = ${tx.tenantId}::uuid and r.id = n.ref_product_id))`
}

/** Gives a product the translations it had, with what each was made from: one that is out of date by now says so. */
export async function restoreTranslations(tx: TenantTx, productId: string, { translations }: Snapshot): Promise<void> {
  await tx.$executeRaw`
    delete from translations
    where tenant_id = ${tx.tenantId}::uuid and subject_kind = 'product' and subject_id = ${productId}::uuid`
  await tx.$executeRaw`
    insert into translations (tenant_id, subject_kind, subject_id, locale, field, value, source_hash)
    select ${tx.tenantId}::uuid, 'product', ${productId}::uuid, locale, field, value, source_hash
    from jsonb_to_recordset(${JSON.stringify(translations ?? [])}::jsonb)
      as n(locale text, field text, value text, source_hash text)`
}

/** Gives a bundle the parts it had, under the rules for any bundle: a part that is gone by now is refused by its name. */
export async function restoreBundle(
  tx: TenantTx,
  productId: string,
  { parts = [], variants }: Snapshot,
): Promise<void> {
  const components = (id: string) =>
    parts
      .filter(({ bundle_variant_id: of }) => of === id)
      .map(({ component_variant_id: variantId, quantity }) => ({ variantId, quantity }))
  const rows = variants.map(({ id }) => ({ variantId: id, components: components(id) }))
  await applyBundle(tx, { productId, variants: rows })
}
