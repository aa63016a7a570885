import type { TenantTx } from '@souk/db'
import { InvalidInput } from '../../refusal.ts'
import { indexProducts } from '../index-products.ts'
import { writeProductFields } from '../save-product.ts'
import { writeVariantFields } from '../save-variants.ts'
import { flatFields, parseVariantKey, type Snapshot } from './flat-fields.ts'
import { productValues, variantValues } from './flat-values.ts'
import { restoreMatrix } from './restore-matrix.ts'
import { restoreAttributes, restoreBundle, restoreTranslations } from './restore-later.ts'
import { linkPictures, restoreCollections, restorePictures } from './restore-parts.ts'

const SHAPING = new Set(['status', 'optionValues', 'position'])

/**
 * Gives a locked product the values that a snapshot has for these keys; the rest stays as it is. Options and variants come
 * back together, for one makes no sense without the other. Throws InvalidInput when another product has the address or a
 * SKU by now.
 */
export async function applySnapshot(
  tx: TenantTx,
  productId: string,
  snapshot: Snapshot,
  keys: string[],
): Promise<void> {
  const flat = flatFields(snapshot)
  const variantKeys = keys.flatMap((key) => {
    const part = parseVariantKey(key)
    return part && snapshot.variants.some(({ id }) => id === part.id) ? [part] : []
  })
  const isShaped = keys.some((key) => key === 'options' || SHAPING.has(parseVariantKey(key)?.field ?? ''))
  await checkSkus(
    tx,
    productId,
    variantKeys.flatMap(({ id, field }) => (field === 'sku' ? [flat[`variant.${id}.sku`]] : [])),
  )
  if (isShaped) await restoreMatrix(tx, productId, snapshot)
  if (keys.includes('pictures')) await restorePictures(tx, productId, snapshot)
  const linked = variantKeys.filter(({ field }) => field === 'imageId').map(({ id }) => id)
  if (linked.length > 0) await linkPictures(tx, productId, snapshot, linked)
  if (keys.includes('collections')) await restoreCollections(tx, productId, snapshot)
  if (keys.includes('attributes')) await restoreAttributes(tx, productId, snapshot)
  if (keys.includes('translations')) await restoreTranslations(tx, productId, snapshot)
  await writeProductFields(tx, productId, productValues(flat, keys))
  await writeVariantFields(tx, { productId, variants: variantValues(flat, variantKeys) })
  if (keys.includes('parts')) await restoreBundle(tx, productId, snapshot)
  if (isShaped) await indexProducts(tx, [productId])
}

async function checkSkus(tx: TenantTx, productId: string, skus: unknown[]): Promise<void> {
  const wanted = skus.filter((sku): sku is string => typeof sku === 'string' && sku !== '')
  if (wanted.length === 0) return
  const rows = await tx.$queryRaw<{ sku: string; title: string }[]>`
    select v.sku, p.title from product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tx.tenantId}::uuid and v.sku = any(${wanted}::text[]) and v.status = 'active'
      and v.product_id <> ${productId}::uuid and p.trashed_at is null
    order by v.sku limit 1`
  if (rows[0])
    throw new InvalidInput({ sku: `${rows[0].title} has the SKU ${rows[0].sku} by now. Change it there first.` })
}
