import type { TenantTx } from '@souk/db'
import { InvalidInput } from '../../refusal.ts'
import { indexProducts } from '../index-products.ts'
import { writeProductFields } from '../save-product.ts'
import { writeVariantFields } from '../save-variants.ts'
import { productFields, variantFields } from '../schema.ts'
import { flatFields, parseVariantKey, type FlatFields, type Snapshot } from './flat-fields.ts'
import { restoreMatrix } from './restore-matrix.ts'
import { restoreCollections, restorePictures } from './restore-parts.ts'

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
  if (keys.includes('collections')) await restoreCollections(tx, productId, snapshot)
  await writeProductFields(tx, productId, productValues(flat, keys))
  await writeVariantFields(tx, { productId, variants: variantValues(flat, variantKeys) })
  if (isShaped) await indexProducts(tx, [productId])
}

/** Only what the form of a product could send is written, and it is judged by the same schema. */
function productValues(flat: FlatFields, keys: string[]) {
  const known = keys.filter((key) => key in productFields.shape)
  return given(productFields.partial().parse(Object.fromEntries(known.map((key) => [key, flat[key]]))))
}

function variantValues(flat: FlatFields, parts: { id: string; field: string }[]) {
  const known = parts.filter(({ field }) => field in variantFields.shape)
  return [...Map.groupBy(known, ({ id }) => id)].map(([id, fields]) => {
    const values = fields.map(({ field }) => [field, typed(field, flat[`variant.${id}.${field}`])])
    return { ...given(variantFields.partial().parse(Object.fromEntries(values))), id }
  })
}

const typed = (field: string, value: unknown): unknown =>
  field.endsWith('Minor') && typeof value === 'number' ? BigInt(value) : value

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>

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
