import {
  BadCell,
  flag,
  grams,
  has,
  money,
  says,
  text,
  url,
  whole,
  type CellRecord,
  type Cells,
  type Gathered,
  type ImportRun,
  type ImportUnit,
} from '../../basics/index.ts'
import { handleOf, HANDLE_MAX } from '../handle.ts'
import { sanitiseRichText } from '../rich-text.ts'
import type { VariantFields } from '../schema.ts'
import { VARIANTS_MAX } from '../set-options.ts'
import { givenFields, PRODUCT_CELLS, VARIANT_CELLS } from './given-fields.ts'

export type ImportedVariant = VariantFields & {
  optionValues: string[]
  /** The fields of which the row says something; the others stay as they are on a variant that is there already. */
  given: string[]
  /** Whether the row counts the stock. */
  counted: boolean
  onHand: number
  imageUrl: string | null
  line: number
}
export type ImportedProduct = ImportUnit & {
  given: string[]
  handle: string
  bodyHtml: string
  vendor: string
  productType: string
  tags: string[]
  status: 'active' | 'draft' | 'archived'
  seoTitle: string | null
  seoDescription: string | null
  options: { name: string; values: string[] }[]
  variants: ImportedVariant[]
  images: { url: string; alt: string }[]
}
type Products = Gathered<ImportedProduct>

/**
 * Turns the records of a Shopify product export into products. A product is all records of a handle, wherever they stand:
 * the first tells what it is, each may bring a variant, a picture or both. A bad record is told and left out alone; only
 * when the first record is bad its product cannot be made.
 */
export async function gatherProducts(records: AsyncIterable<CellRecord>, run: ImportRun): Promise<Products> {
  const found = new Map<string, ImportedProduct | null>()
  const gathered: Products = { units: [], errors: [], skipped: [] }
  for await (const { line, cells } of records) {
    let handle: string | null = null
    try {
      handle = readHandle(cells)
      if (!found.has(handle)) {
        found.set(handle, null)
        found.set(handle, readProduct(handle, cells, line, run.rules.emptyClears))
      }
      const product = found.get(handle)
      if (product) readRecord(product, cells, line, run)
      else gathered.skipped.push({ line, handle, reason: 'The first row of this product is wrong.' })
    } catch (cause) {
      if (!(cause instanceof BadCell)) throw cause
      gathered.errors.push({ line, handle, reason: `${cause.message}.` })
    }
  }
  for (const product of found.values()) if (product) settle(product, gathered)
  warnOfSharedSkus(gathered.units)
  return gathered
}

function readHandle(cells: Cells): string {
  // A file without handles has one product for each title.
  const raw = text(cells, has(cells, 'handle') ? 'handle' : 'title')
  if (raw === '') throw new BadCell(has(cells, 'handle') ? 'Handle is empty' : 'Title is empty')
  return handleOf(raw).slice(0, HANDLE_MAX)
}

function readProduct(handle: string, cells: Cells, line: number, emptyClears: boolean): ImportedProduct {
  const title = text(cells, 'title')
  if (title === '') throw new BadCell('Title is empty on the first row of this product')
  const status = text(cells, 'status').toLowerCase()
  const published = flag(cells, 'published', true)
  return {
    line,
    lines: [],
    key: handle,
    given: givenFields(PRODUCT_CELLS, cells, emptyClears),
    handle,
    title,
    bodyHtml: sanitiseRichText(text(cells, 'body (html)', 200_000)),
    vendor: text(cells, 'vendor', 120),
    productType: text(cells, 'type', 120),
    tags: [
      ...new Set(
        text(cells, 'tags', 10_000)
          .split(',')
          .map((tag) => tag.trim().slice(0, 60))
          .filter(Boolean),
      ),
    ].slice(0, 100),
    status:
      status === 'active' || status === 'draft' || status === 'archived' ? status : published ? 'active' : 'draft',
    seoTitle: text(cells, 'seo title').slice(0, 120) || null,
    seoDescription: text(cells, 'seo description', 2000).slice(0, 400) || null,
    options: readOptions(cells),
    variants: [],
    images: [],
    warnings: [],
  }
}

/** An option without a name gets one when it has a value; a product without any has the one that Shopify calls Title. */
function readOptions(cells: Cells): { name: string; values: string[] }[] {
  const named = [1, 2, 3].map((number) => {
    const holdsValue = number > 1 && text(cells, `option${number} value`, 100) !== ''
    return (
      text(cells, `option${number} name`, 60) || (number === 1 ? PLAIN_OPTION : holdsValue ? `Option ${number}` : '')
    )
  })
  return named.filter(Boolean).map((name) => ({ name, values: [] }))
}

/** What Shopify calls the option of a product that has no options. */
const PLAIN_OPTION = 'Title'

function readRecord(product: ImportedProduct, cells: Cells, line: number, run: ImportRun): void {
  const other = text(cells, 'title')
  if (line !== product.line && other !== '' && other !== product.title) {
    throw new BadCell(
      `The handle ${product.handle} belongs to ${product.title} (line ${product.line}) and is given to ${other} again`,
    )
  }
  readImage(product, cells, line)
  const holdsVariant = ['variant price', 'option1 value', 'variant sku'].some(
    (column) => (cells[column] ?? '').trim() !== '',
  )
  if (holdsVariant) product.variants.push(readVariant(product, cells, line, run))
  product.lines.push(line)
}

/** A picture whose address is wrong is left out and told; the row's variant does not suffer for it. */
function readImage(product: ImportedProduct, cells: Cells, line: number): void {
  try {
    const address = url(cells, 'image src')
    if (address === null || product.images.some((image) => image.url === address)) return
    product.images.push({ url: address, alt: text(cells, 'image alt text', 2000).slice(0, 300) })
  } catch (cause) {
    if (!(cause instanceof BadCell)) throw cause
    product.warnings.push({ line, reason: `${cause.message}; the picture is left out.` })
  }
}

function readVariant(product: ImportedProduct, cells: Cells, line: number, run: ImportRun): ImportedVariant {
  const optionValues = product.options.map((option, index) => {
    const value = text(cells, `option${index + 1} value`, 100) || (option.name === PLAIN_OPTION ? 'Default Title' : '')
    if (value === '') throw new BadCell(`${option.name} has no value`)
    return value
  })
  const twin = product.variants.find((variant) => JSON.stringify(variant.optionValues) === JSON.stringify(optionValues))
  if (twin) throw new BadCell(`${optionValues.join(' / ') || 'This product'} is there already, on line ${twin.line}`)
  if (product.variants.length >= VARIANTS_MAX) throw new BadCell(`A product has at most ${VARIANTS_MAX} variants`)
  const priceMinor = money(cells, 'variant price', run.decimals)
  if (priceMinor === null) throw new BadCell('Variant Price is empty')
  const quantity = whole(cells, 'variant inventory qty') ?? 0
  const compareAt = money(cells, 'variant compare at price', run.decimals)
  const imageUrl = url(cells, 'variant image')
  const variant = {
    line,
    optionValues,
    given: givenFields(VARIANT_CELLS, cells, run.rules.emptyClears),
    counted: says(cells, 'variant inventory qty'),
    sku: text(cells, 'variant sku', 120) || null,
    barcode: text(cells, 'variant barcode', 60) || null,
    priceMinor,
    compareAtMinor: compareAt !== null && compareAt > priceMinor ? compareAt : null,
    costMinor: money(cells, 'cost per item', run.decimals),
    weightGrams: grams(cells, 'variant grams'),
    requiresShipping: flag(cells, 'variant requires shipping', true),
    taxable: flag(cells, 'variant taxable', true),
    trackStock: has(cells, 'variant inventory tracker') ? text(cells, 'variant inventory tracker') !== '' : true,
    backorder: text(cells, 'variant inventory policy').toLowerCase() === 'continue',
    onHand: Math.max(0, quantity),
    imageUrl,
  }
  if (quantity < 0)
    product.warnings.push({ line, reason: `Stock is ${quantity}; it is taken as 0, because a shelf cannot hold less.` })
  if (priceMinor === 0n) product.warnings.push({ line, reason: 'The price is 0.' })
  return variant
}

function settle(product: ImportedProduct, gathered: Products): void {
  if (product.variants.length === 0) {
    // When its own first line is told as wrong, that is the reason; a line is told once.
    const told = gathered.errors.some(({ line }) => line === product.line)
    const reason = 'This product has no variant with a price.'
    if (!told) gathered.errors.push({ line: product.line, handle: product.handle, reason })
    return
  }
  const [only] = product.variants
  if (
    only &&
    product.variants.length === 1 &&
    product.options.length === 1 &&
    product.options[0]?.name === PLAIN_OPTION
  ) {
    product.options = []
    only.optionValues = []
  }
  product.options.forEach((option, index) => {
    option.values = [...new Set(product.variants.map(({ optionValues }) => optionValues[index] ?? ''))]
  })
  gathered.units.push(product)
}

function warnOfSharedSkus(products: ImportedProduct[]): void {
  const first = new Map<string, number>()
  for (const product of products) {
    for (const { sku, line } of product.variants) {
      if (sku === null) continue
      const known = first.get(sku)
      if (known === undefined) first.set(sku, line)
      else product.warnings.push({ line, reason: `The SKU ${sku} is also on line ${known}.` })
    }
  }
}
