import type { TenantTx } from '@souk/db'
import type { By } from '../basics/index.ts'
import { indexProducts } from './index-products.ts'
import { lockProducts } from './lock-products.ts'
import { knownNames } from './naming/link-products.ts'
import { readProducts, type ProductDetail } from './read-products.ts'
import { variantChanges } from './save-variants.ts'
import type { ProductFields, VariantFields } from './schema.ts'
import { syncCollections } from './sync-collections.ts'
import { differences, InTrash } from './touch-product.ts'
import { touchProducts } from './touch-products.ts'
import { updateVariants } from './write-variants.ts'

type Fields = Omit<ProductFields, 'handle'>
export type SaveProducts = {
  productId: string
  fields: Partial<Fields>
  variants: (Partial<VariantFields> & { id: string })[]
}[]
type Changes = Record<string, [unknown, unknown]>

/**
 * Changes many products and their variants, as saveProduct and saveVariants do for one, in a handful of statements: a
 * product gets one version and one audit row for all of it. Only what differs is written. Descriptions come sanitised.
 * Returns the versions of the products that changed. Throws InTrash when one of them was thrown away.
 */
export async function saveProducts(tx: TenantTx, given: SaveProducts, by: By): Promise<Map<string, number>> {
  if (given.length === 0) return new Map()
  const ids = given.map(({ productId }) => productId)
  await lockProducts(tx, ids)
  const known = new Map((await readProducts(tx, { ids })).map((product) => [product.id, product]))
  if ([...known.values()].some(({ trashedAt }) => trashedAt)) throw new InTrash()
  const names = await knownNames(
    tx,
    given.map(({ fields }) => fields),
  )
  const told = given.flatMap(({ productId, fields, variants }, index) => {
    const before = known.get(productId)
    if (!before) return []
    const said: Changes = differences<Partial<Fields>>(before, { ...fields, ...names[index] })
    return [{ productId, before, said, variants: variantChanges(before, variants) }]
  })
  const said = told.filter((one) => Object.keys(one.said).length > 0)
  await writeFields(tx, said)
  await updateVariants(
    tx,
    told.flatMap(({ variants }) => variants.after),
  )
  const coded = told.filter(({ variants }) => Object.keys(variants.changes).some((key) => key.endsWith('sku')))
  await reindex(tx, said, coded)
  const deeds = told.flatMap((one) => {
    const changes = { ...one.said, ...one.variants.changes }
    const action = Object.keys(one.said).length > 0 ? 'product.saved' : 'product.variants_saved'
    return Object.keys(changes).length > 0 ? [{ productId: one.productId, action, changes }] : []
  })
  return touchProducts(tx, deeds, by)
}

type Told = { productId: string; before: ProductDetail; said: Changes }

async function reindex(tx: TenantTx, said: Told[], coded: Told[]): Promise<void> {
  const idsOf = (all: Told[]) => [...new Set(all.map(({ productId }) => productId))]
  if (said.length + coded.length > 0) await indexProducts(tx, idsOf([...said, ...coded]))
  if (said.length > 0) await syncCollections(tx, idsOf(said))
}

async function writeFields(tx: TenantTx, said: Told[]): Promise<void> {
  if (said.length === 0) return
  const rows = said.map(({ productId, before, said: changes }) => ({
    ...fieldsOf(before),
    ...Object.fromEntries(Object.entries(changes).map(([field, [, after]]) => [field, after])),
    id: productId,
  }))
  await tx.$executeRaw`
    update products p set title = n.title, body_html = n."bodyHtml", vendor = n.vendor, product_type = n."productType", tags = n.tags,
      status = n.status, seo_title = nullif(n."seoTitle", ''), seo_description = nullif(n."seoDescription", ''),
      published_at = case when n.status = 'active' then coalesce(p.published_at, now()) else p.published_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, title text, "bodyHtml" text, vendor text, "productType" text,
      tags text[], status text, "seoTitle" text, "seoDescription" text)
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = n.id`
}

const fieldsOf = ({ title, bodyHtml, vendor, productType, tags, status, seoTitle, seoDescription }: ProductDetail) => ({
  title,
  bodyHtml,
  vendor,
  productType,
  tags,
  status,
  seoTitle,
  seoDescription,
})
