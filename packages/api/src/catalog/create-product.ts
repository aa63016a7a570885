import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { listWarehouses, writeOnHand } from '../inventory/index.ts'
import { freeProductHandle, handleOf } from './handle.ts'
import { indexProducts } from './index-products.ts'
import { refreshQuality } from './quality/refresh-quality.ts'
import { recordVersions } from './record-versions.ts'
import { sanitiseRichText } from './rich-text.ts'
import type { ProductFields, VariantFields } from './schema.ts'
import { syncCollections } from './sync-collections.ts'
import { announceProduct } from './touch-product.ts'
import { insertVariants, PLAIN_VARIANT, type WrittenVariant } from './write-variants.ts'

export type CreateProduct = Partial<Omit<ProductFields, 'title'>> & {
  title: string
  options?: { name: string; values: string[] }[]
  /** At least one; without options a single one whose `optionValues` is empty. */
  variants: (Partial<VariantFields> & { priceMinor: bigint; optionValues?: string[]; onHand?: number })[]
  importId?: string
}

/**
 * Creates a product with its variants, what is on hand of them in the shop's first warehouse, its search words and its
 * place in the collections by rule. A handle that is taken gets a number. Returns the variants in their order.
 */
export async function createProduct(
  tx: TenantTx,
  input: CreateProduct,
  by: By,
): Promise<{ productId: string; version: number; handle: string; variants: WrittenVariant[] }> {
  const handle = await freeProductHandle(tx, input.handle ?? handleOf(input.title))
  const productId = await insertProduct(tx, input, handle)
  if (input.options?.length) await insertOptions(tx, productId, input.options)
  const drafts = input.variants.map((variant, index) => ({
    ...PLAIN_VARIANT,
    ...variant,
    optionValues: variant.optionValues ?? [],
    position: index + 1,
  }))
  const written = await insertVariants(tx, productId, drafts)
  const variants = drafts.map(({ optionValues }) =>
    written.find((row) => JSON.stringify(row.optionValues) === JSON.stringify(optionValues))!,
  )
  await receiveOpening(
    tx,
    variants.map(({ id }, index) => ({ variantId: id, onHand: drafts[index]?.onHand ?? 0 })),
    input.importId,
    by,
  )
  await indexProducts(tx, [productId])
  await syncCollections(tx, [productId])
  const action = 'product.created'
  const auditId = await audit(tx, by, {
    action,
    subjectKind: 'product',
    subjectId: productId,
    changes: { title: input.title, status: input.status ?? 'draft', variants: variants.length },
  })
  await recordVersions(tx, [productId], { ...by, action, auditId })
  await refreshQuality(tx, [productId])
  announceProduct(tx, productId, 1)
  return { productId, version: 1, handle, variants }
}

async function insertProduct(tx: TenantTx, input: CreateProduct, handle: string): Promise<string> {
  const status = input.status ?? 'draft'
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into products (tenant_id, handle, title, body_html, vendor, product_type, tags, status, seo_title, seo_description, published_at)
    values (${tx.tenantId}::uuid, ${handle}, ${input.title}, ${sanitiseRichText(input.bodyHtml ?? '')}, ${input.vendor ?? ''},
      ${input.productType ?? ''}, ${input.tags ?? []}::text[], ${status}, ${input.seoTitle || null}, ${input.seoDescription || null},
      case when ${status} = 'active' then now() end)
    returning id`
  return rows[0]!.id
}

export async function insertOptions(
  tx: TenantTx,
  productId: string,
  options: { name: string; values: string[] }[],
): Promise<void> {
  const data = options.map((option, index) => ({ tenantId: tx.tenantId, productId, position: index + 1, ...option }))
  await tx.productOption.createMany({ data })
}

async function receiveOpening(
  tx: TenantTx,
  rows: { variantId: string; onHand: number }[],
  importId: string | undefined,
  by: By,
): Promise<void> {
  const counted = rows.filter(({ onHand }) => onHand > 0)
  if (counted.length === 0) return
  const [warehouse] = await listWarehouses(tx)
  if (!warehouse) return
  const differences = counted.map(({ variantId, onHand }) => ({
    variantId,
    warehouseId: warehouse.id,
    difference: onHand,
  }))
  await writeOnHand(tx, differences, {
    kind: 'received',
    reason: 'Opening stock',
    actorId: by.id,
    ...(importId && { importId }),
  })
}
