import { Prisma, type TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import {
  decidedPrice,
  listsInForce,
  ONE_PIECE,
  priceBefore,
  priceBreaks,
  readBreaks,
  type PriceBreak,
} from '../../pricing/index.ts'
import { unitPrice, type UnitPrice } from '../labels/unit-price.ts'
import { knownUnits } from '../packing/known-units.ts'
import { availableUnits } from './available-units.ts'
import { listCards, type CardPicture, type ProductCard } from './product-cards.ts'

const RELATED_MAX = 8

export type ProductPicture = CardPicture & { id: string }
export type PageVariant = {
  id: string
  optionValues: string[]
  sku: string | null
  priceMinor: bigint
  compareAtMinor: bigint | null
  /** What a kilogram, litre or metre of it costs; null when its content is not told. */
  unitPrice: UnitPrice | null
  /** From how many pieces on a piece costs something else. */
  breaks: PriceBreak[]
  /** Units that can be sold now; null when the variant is not counted. */
  available: number | null
  backorder: boolean
  imageId: string | null
}
export type ProductPage = {
  id: string
  handle: string
  title: string
  bodyHtml: string
  vendor: string
  productType: string
  seoTitle: string | null
  seoDescription: string | null
  version: number
  options: { name: string; values: string[] }[]
  pictures: ProductPicture[]
  /** How many pictures are still to come or could not be had. */
  picturesMissing: number
  collections: { handle: string; title: string }[]
  variants: PageVariant[]
}

/** A product that is for sale, with its variants, what can be sold of them now and a customer's prices. Throws NotFound. */
export async function readProduct(
  tx: TenantTx,
  handle: string,
  customerId: string | null,
): Promise<{ product: ProductPage; related: ProductCard[] }> {
  const head = (await tx.$queryRaw<Omit<ProductPage, 'variants'>[]>`${productByHandle(tx, handle)}`)[0]
  if (!head) throw new NotFound('product')
  const variants = await listVariants(tx, head.id, customerId)
  if (variants.length === 0) throw new NotFound('product')
  return { product: { ...head, variants }, related: await listRelated(tx, head, customerId) }
}

/** The one statement behind a product page's head. */
export const productByHandle = (tx: TenantTx, handle: string): Prisma.Sql => Prisma.sql`
  select p.id, p.handle, p.title, p.body_html as "bodyHtml", p.vendor, p.product_type as "productType", p.seo_title as "seoTitle",
    p.seo_description as "seoDescription", p.version,
    coalesce((select jsonb_agg(jsonb_build_object('name', o.name, 'values', o.values) order by o.position) from product_options o
      where o.tenant_id = p.tenant_id and o.product_id = p.id), '[]') as options,
    coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'fileId', f.id, 'filename', f.filename, 'alt', coalesce(nullif(i.alt, ''), f.alt),
        'focus', f.focus_x || '% ' || f.focus_y || '%', 'thumbhash', f.thumbhash, 'width', coalesce(f.width, 4), 'height', coalesce(f.height, 5)) order by i.position, i.id)
      from product_images i join stored_files f on f.tenant_id = i.tenant_id and f.id = i.file_id
      where i.tenant_id = p.tenant_id and i.product_id = p.id and i.status = 'ready'), '[]') as pictures,
    (select count(*)::int from product_images i where i.tenant_id = p.tenant_id and i.product_id = p.id and i.status <> 'ready') as "picturesMissing",
    coalesce((select jsonb_agg(jsonb_build_object('handle', c.handle, 'title', c.title) order by c.position, c.title)
      from collection_products m join collections c on c.tenant_id = m.tenant_id and c.id = m.collection_id and c.status = 'active'
      where m.tenant_id = p.tenant_id and m.product_id = p.id), '[]') as collections
  from products p
  where p.tenant_id = ${tx.tenantId}::uuid and p.handle = ${handle} and p.status = 'active'`

type VariantRow = Omit<PageVariant, 'breaks' | 'unitPrice'> & {
  contentQuantity: number | null
  contentUnit: string | null
  breaks: Parameters<typeof readBreaks>[1]
}

async function listVariants(tx: TenantTx, productId: string, customerId: string | null): Promise<PageVariant[]> {
  const rows = await tx.$queryRaw<VariantRow[]>`
    with ${listsInForce(tx, customerId)}
    select v.id, v.option_values as "optionValues", v.sku, coalesce(d.price_minor, v.price_minor) as "priceMinor",
      ${priceBefore} as "compareAtMinor", ${priceBreaks(tx)} as breaks,
      v.content_quantity::float8 as "contentQuantity", v.content_unit as "contentUnit",
      case when v.bundle or v.track_stock then ${availableUnits(tx)} end as available, v.backorder and not v.bundle as backorder, v.image_id as "imageId"
    from product_variants v left join lateral ${decidedPrice(tx, ONE_PIECE)} d on true
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid and v.status = 'active'
    order by v.position, v.id`
  const units = rows.some(({ contentUnit }) => contentUnit !== null) ? await knownUnits(tx) : []
  return rows.map(({ contentQuantity, contentUnit, breaks, ...row }) => ({
    ...row,
    unitPrice: unitPrice(
      row.priceMinor,
      contentQuantity ?? 0,
      units.find(({ key }) => key === contentUnit),
    ),
    breaks: readBreaks(row.priceMinor, breaks),
  }))
}

/** Other products of the same kind first, then of the same maker. */
async function listRelated(
  tx: TenantTx,
  { id, productType, vendor }: Pick<ProductPage, 'id' | 'productType' | 'vendor'>,
  customerId: string | null,
): Promise<ProductCard[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from products
    where tenant_id = ${tx.tenantId}::uuid and status = 'active' and id <> ${id}::uuid
      and (product_type = ${productType} and product_type <> '' or vendor = ${vendor} and vendor <> '')
    order by (product_type = ${productType}) desc, created_at desc, id limit ${RELATED_MAX}::int`
  return listCards(
    tx,
    rows.map((row) => row.id),
    customerId,
  )
}
