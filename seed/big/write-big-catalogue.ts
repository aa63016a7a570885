import sharp from 'sharp'
import { saveFile } from '@souk/api/basics'
import { indexProducts, syncCollection } from '@souk/api/catalog'
import { openLevels } from '@souk/api/inventory'
import type { Db, TenantTx } from '@souk/db'
import { picturesOf } from '../pictures.ts'
import { halden } from '../shops/halden.ts'
import { kumo } from '../shops/kumo.ts'
import type { BigOptions } from './big-options.ts'
import { BIG_TYPES, drawProduct, type DrawnProduct } from './draw-product.ts'
import { drawingFor } from './drawing.ts'
import { eachOf } from './each-of.ts'
import { HISTORY_DAYS } from './order-days.ts'
import type { Phase } from './progress.ts'

const DAY = 86_400_000
const BATCH = 1_000
/** Most of the catalogue is older than the first order; the newest twelfth came while people were buying. */
const NEW_SHARE = 0.08
const FIRST_DAYS_AGO = 760

/** The pictures are shared by all products that show them: a hundred thousand products, two hundred files. */
export async function writeBigFiles(tx: TenantTx, filesDir: string): Promise<void> {
  for (const shop of [halden, kumo]) {
    for (const [key, bytes] of await picturesOf(shop)) {
      const { width, height } = await sharp(bytes).metadata()
      const prepared = { bytes, mime: 'image/webp', width, height }
      const { subject, tone, view } = JSON.parse(key) as { subject: string; tone: string; view: string }
      const filename = `${subject}-${tone}-${view}.webp`.toLowerCase().replaceAll(' ', '-')
      await saveFile(tx, filesDir, { purpose: 'product', filename, bytes, by: { id: null }, prepared })
    }
  }
}

/** The stored file of each drawn picture. A picture is found by its bytes, so a resumed run finds those of the first. */
async function filesByArt(tx: TenantTx): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; sha256: string }[]>`
    select id, sha256 from stored_files where tenant_id = ${tx.tenantId}::uuid and purpose = 'product'`
  const bySum = new Map(rows.map(({ id, sha256 }) => [sha256, id]))
  const files = new Map<string, string>()
  for (const shop of [halden, kumo]) {
    for (const [key, bytes] of await picturesOf(shop)) {
      const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
      files.set(key, bySum.get(digest.toString('hex'))!)
    }
  }
  return files
}

/** Writes the products in batches, each whole in its transaction; a batch that is there already is left as it is. */
export async function writeBigCatalogue(db: Db, tenantId: string, options: BigOptions, phase: Phase): Promise<void> {
  const files = await db.inTenant(tenantId, filesByArt)
  const batches = Math.ceil(options.products / BATCH)
  await eachOf(
    Array.from({ length: batches }, (_, batch) => batch),
    2,
    async (batch) => {
      const products = drawBatch(options, batch)
      await db.inTenant(tenantId, async (tx) => {
        if (await isThere(tx, products[0]!.id)) return
        await writeProducts(tx, products, files)
        await openLevels(
          tx,
          products.flatMap(({ variants }) => variants.map(({ id }) => id)),
        )
        await indexProducts(
          tx,
          products.map(({ id }) => id),
        )
      })
      phase.advance(products.length)
    },
  )
}

function drawBatch(options: BigOptions, batch: number): DrawnProduct[] {
  const draw = drawingFor(options.seed, 1, batch)
  const count = Math.min(BATCH, options.products - batch * BATCH)
  return Array.from({ length: count }, (_, at) => {
    const index = batch * BATCH + at
    const createdAt = new Date(options.until.getTime() - daysAgoOf(1 - index / options.products) * DAY)
    return drawProduct(draw, index, options.products, createdAt)
  })
}

/** `left` is the share of the catalogue that is newer. */
const daysAgoOf = (left: number): number =>
  left > NEW_SHARE ? FIRST_DAYS_AGO * left ** 0.14 : (HISTORY_DAYS * 0.95 * left) / NEW_SHARE

const isThere = async (tx: TenantTx, productId: string): Promise<boolean> =>
  (await tx.product.count({ where: { tenantId: tx.tenantId, id: productId } })) > 0

/** Four statements a batch: a row of JSON says what a row of each table is made of. */
async function writeProducts(tx: TenantTx, products: DrawnProduct[], files: Map<string, string>): Promise<void> {
  const images = products.flatMap(({ id, images: own }) =>
    own.map((image, at) => ({ ...image, product_id: id, position: at + 1, file_id: files.get(image.art) })),
  )
  const options = products.flatMap(({ id, options: own }) =>
    own.map((option, at) => ({ ...option, product_id: id, position: at + 1 })),
  )
  const variants = products.flatMap((product) =>
    product.variants.map((variant) => ({
      ...variant,
      product_id: product.id,
      image_id: product.images[0]!.id,
      created_at: product.created_at,
    })),
  )
  const rows = products.map(({ options: _o, variants: _v, images: _i, ...product }) => product)
  await tx.$executeRaw`
    insert into products (tenant_id, id, handle, title, body_html, vendor, product_type, tags, status, created_at, updated_at, published_at)
    select ${tx.tenantId}::uuid, id, handle, title, body_html, vendor, product_type, tags, status, created_at, created_at,
      case when status <> 'draft' then created_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(id uuid, handle text, title text, body_html text, vendor text,
      product_type text, tags text[], status text, created_at timestamptz)`
  await tx.$executeRaw`
    insert into product_options (tenant_id, product_id, position, name, values)
    select ${tx.tenantId}::uuid, product_id, position, name, values
    from jsonb_to_recordset(${JSON.stringify(options)}::jsonb) as o(product_id uuid, position int, name text, values text[])`
  await tx.$executeRaw`
    insert into product_images (tenant_id, id, product_id, position, file_id, alt, status)
    select ${tx.tenantId}::uuid, id, product_id, position, file_id, alt, 'ready'
    from jsonb_to_recordset(${JSON.stringify(images)}::jsonb) as i(id uuid, product_id uuid, position int, file_id uuid, alt text)`
  await tx.$executeRaw`
    insert into product_variants (tenant_id, id, product_id, position, option_values, sku, barcode, price_minor,
      compare_at_minor, cost_minor, weight_grams, image_id, created_at, updated_at)
    select ${tx.tenantId}::uuid, id, product_id, position, option_values, sku, barcode, price_minor, compare_at_minor, cost_minor,
      weight_grams, image_id, created_at, created_at
    from jsonb_to_recordset(${JSON.stringify(variants)}::jsonb) as v(id uuid, product_id uuid, position int, option_values text[],
      sku text, barcode text, price_minor bigint, compare_at_minor bigint, cost_minor bigint, weight_grams int, image_id uuid,
      created_at timestamptz)`
}

/** A collection for each kind of thing, by its rule. */
export async function writeBigCollections(db: Db, tenantId: string, phase: Phase): Promise<void> {
  for (const [position, type] of BIG_TYPES.entries()) {
    await db.inTenant(tenantId, async (tx) => {
      const handle = type.toLowerCase().replaceAll(/[^a-z]+/g, '-')
      const known = await tx.collection.findFirst({ where: { tenantId: tx.tenantId, handle }, select: { id: true } })
      if (known) return
      const made = await tx.collection.create({
        data: { tenantId: tx.tenantId, handle, title: type, position, ruleField: 'productType', ruleValue: type },
        select: { id: true },
      })
      await syncCollection(tx, made.id)
    })
    phase.advance(1)
  }
}
