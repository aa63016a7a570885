import sharp from 'sharp'
import { saveFile } from '@souk/api/basics'
import { indexProducts, syncCollections } from '@souk/api/catalog'
import { openLevels } from '@souk/api/inventory'
import type { TenantTx } from '@souk/db'
import type { DemoProduct, DemoShop, DemoVariant } from './demo-shop.ts'
import type { Pictures } from './pictures.ts'

export type SeededVariant = {
  id: string
  productId: string
  title: string
  variantTitle: string
  sku: string
  priceMinor: bigint
  stock: number
  imageFileId: string | null
}

/** What the history needs of the catalogue: the variants by SKU, and the files by what they show. */
export type SeededCatalogue = { variants: Map<string, SeededVariant>; files: Map<string, string> }

export async function writeCatalogue(
  tx: TenantTx,
  shop: DemoShop,
  pictures: Pictures,
  filesDir: string,
): Promise<SeededCatalogue> {
  const files = await writeFiles(tx, pictures, filesDir)
  const variants = new Map<string, SeededVariant>()
  const productIds = new Map<string, string>()
  for (const [index, product] of shop.products.entries()) {
    // Products are spread over the last three months, so that "newest" means something.
    const createdAt = new Date(Date.now() - (shop.products.length - index) * 3.3 * 86_400_000)
    const productId = await writeProduct(tx, product, createdAt)
    productIds.set(product.handle, productId)
    for (const variant of await writeVariants(tx, product, productId, files)) variants.set(variant.sku, variant)
  }
  await openLevels(
    tx,
    [...variants.values()].map(({ id }) => id),
  )
  await writeCollections(tx, shop, productIds, files)
  await indexProducts(tx, [...productIds.values()])
  return { variants, files }
}

async function writeFiles(tx: TenantTx, pictures: Pictures, filesDir: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const [key, bytes] of pictures) {
    const { subject } = JSON.parse(key) as { subject: string }
    const { width, height } = await sharp(bytes).metadata()
    // Our own drawings need no decoding and writing anew, which is what an upload gets.
    const prepared = { bytes, mime: 'image/webp', width, height }
    const { id } = await saveFile(tx, filesDir, {
      purpose: 'product',
      filename: `${subject}.webp`,
      bytes,
      by: { id: null },
      prepared,
    })
    files.set(key, id)
  }
  return files
}

async function writeProduct(tx: TenantTx, product: DemoProduct, createdAt: Date): Promise<string> {
  const { id } = await tx.product.create({
    data: {
      tenantId: tx.tenantId,
      handle: product.handle,
      title: product.title,
      bodyHtml: product.bodyHtml,
      vendor: product.vendor,
      productType: product.type,
      tags: product.tags,
      status: 'active',
      createdAt,
      updatedAt: createdAt,
      publishedAt: createdAt,
    },
    select: { id: true },
  })
  await tx.productOption.createMany({
    data: product.options.map((option, index) => ({
      tenantId: tx.tenantId,
      productId: id,
      position: index + 1,
      ...option,
    })),
  })
  return id
}

async function writeVariants(
  tx: TenantTx,
  product: DemoProduct,
  productId: string,
  files: Map<string, string>,
): Promise<SeededVariant[]> {
  const images = product.images.map((image, index) => ({
    id: crypto.randomUUID(),
    fileId: files.get(JSON.stringify(image.art))!,
    alt: image.alt,
    shows: image.shows,
    position: index + 1,
  }))
  await tx.productImage.createMany({
    data: images.map(({ shows: _, ...image }) => ({ tenantId: tx.tenantId, productId, status: 'ready', ...image })),
  })
  const rows = product.variants.map((variant, index) => {
    const image = images.find(
      ({ shows }) => shows && variant.options[optionIndex(product, shows.option)] === shows.value,
    )
    return { id: crypto.randomUUID(), variant, image: image ?? images[0], position: index + 1 }
  })
  await tx.productVariant.createMany({
    data: rows.map(({ id, variant, image, position }) => ({
      tenantId: tx.tenantId,
      id,
      productId,
      position,
      optionValues: variant.options,
      sku: variant.sku,
      barcode: variant.barcode,
      priceMinor: variant.priceMinor,
      compareAtMinor: variant.compareAtMinor ?? null,
      costMinor: variant.costMinor,
      weightGrams: variant.weightGrams,
      imageId: image?.id ?? null,
    })),
  })
  return rows.map(({ id, variant, image }) => seeded(product, productId, id, variant, image?.fileId))
}

const optionIndex = (product: DemoProduct, name: string): number =>
  product.options.findIndex((option) => option.name === name)

const seeded = (
  product: DemoProduct,
  productId: string,
  id: string,
  variant: DemoVariant,
  imageFileId: string | undefined,
): SeededVariant => ({
  id,
  productId,
  title: product.title,
  variantTitle: variant.options.join(' / '),
  sku: variant.sku,
  priceMinor: BigInt(variant.priceMinor),
  stock: variant.stock,
  imageFileId: imageFileId ?? null,
})

async function writeCollections(
  tx: TenantTx,
  shop: DemoShop,
  productIds: Map<string, string>,
  files: Map<string, string>,
): Promise<void> {
  for (const [position, collection] of shop.collections.entries()) {
    const byType = 'type' in collection.rule ? collection.rule.type : null
    const { id } = await tx.collection.create({
      data: {
        tenantId: tx.tenantId,
        handle: collection.handle,
        title: collection.title,
        descriptionHtml: `<p>${collection.description}</p>`,
        position,
        ruleField: byType ? 'productType' : null,
        ruleValue: byType,
        imageFileId: files.get(JSON.stringify(collection.cover)) ?? null,
      },
      select: { id: true },
    })
    if ('handles' in collection.rule) {
      const members = collection.rule.handles.map((handle, index) => ({
        productId: productIds.get(handle)!,
        position: index,
      }))
      await tx.collectionProduct.createMany({
        data: members.map((member) => ({ tenantId: tx.tenantId, collectionId: id, ...member })),
      })
    }
  }
  await syncCollections(tx, [...productIds.values()])
}
