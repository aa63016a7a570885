import { eanCheckDigit } from '../build-product.ts'
import type { DemoProduct } from '../demo-shop.ts'
import { halden } from '../shops/halden.ts'
import { kumo } from '../shops/kumo.ts'
import type { Drawing } from './drawing.ts'
import { COLOURS, FINISHES, MAKERS, MATERIALS, SERIES, SIZES, TAGS } from './words.ts'

export type DrawnVariant = {
  id: string
  position: number
  option_values: string[]
  sku: string
  barcode: string
  price_minor: number
  compare_at_minor: number | null
  cost_minor: number
  weight_grams: number
}

export type DrawnProduct = {
  id: string
  handle: string
  title: string
  body_html: string
  vendor: string
  product_type: string
  tags: string[]
  status: string
  created_at: Date
  options: { name: string; values: string[] }[]
  variants: DrawnVariant[]
  images: { id: string; art: string; alt: string }[]
}

/** What the demo shops sell serves as the pattern: kind, price, weight and the pictures that were drawn of it. */
const PATTERNS = [
  ...halden.products.map((product) => patternOf(product, 1)),
  ...kumo.products.map((product) => patternOf(product, 0.6)),
]

export const BIG_TYPES = [...new Set(PATTERNS.map(({ type }) => type))]

/** Ten products have twenty variants; the very first has three hundred, as a matrix has to be seen at its largest. */
const VARIANT_COUNTS = [1, 1, 2, 1, 3, 2, 1, 4, 2, 3]
const MATRIX_FROM = 100

function patternOf({ type, images, variants }: DemoProduct, priceFactor: number) {
  const [first] = variants
  const noun = images[0]!.art.subject.replaceAll('-', ' ')
  return {
    type,
    noun,
    priceMinor: first!.priceMinor * priceFactor,
    weightGrams: first!.weightGrams,
    art: images.map((image) => JSON.stringify(image.art)),
  }
}

export function drawProduct(draw: Drawing, index: number, total: number, createdAt: Date): DrawnProduct {
  const pattern = draw.pick(PATTERNS)
  const [series, finish, vendor] = [draw.pick(SERIES), draw.pick(FINISHES), draw.pick(MAKERS)]
  const title = `${series} ${draw.next() < 0.6 ? `${finish} ` : ''}${pattern.noun}`
  const art = draw.pick(pattern.art)
  const newest = index > total * 0.92
  const chance = draw.next()
  return {
    id: draw.idAt(createdAt),
    handle: `${title.replaceAll(' ', '-').toLowerCase()}-${index + 1}`,
    title,
    body_html: bodyOf(title, finish, vendor, pattern.weightGrams),
    vendor,
    product_type: pattern.type,
    tags: [...new Set(Array.from({ length: 1 + Math.floor(draw.next() * 3) }, () => draw.pick(TAGS)))],
    status: newest && chance < 0.55 ? 'draft' : !newest && chance < 0.05 ? 'archived' : 'active',
    created_at: createdAt,
    ...variantsOf(draw, index, total, createdAt, pattern),
    images: [art, ...(draw.next() < 0.35 ? [draw.pick(pattern.art)] : [])]
      .filter((each, at, all) => all.indexOf(each) === at)
      .map((each, at) => ({ id: draw.idAt(createdAt), art: each, alt: chance < 0.2 && at === 0 ? '' : title })),
  }
}

const bodyOf = (title: string, finish: string, vendor: string, grams: number): string =>
  `<p>The ${title} is made by ${vendor} in small runs, ${finish} to the touch and easy to live with.</p>` +
  `<ul><li>Weight: about ${grams} g</li><li>Wipe clean with a soft cloth</li></ul>`

type Pattern = ReturnType<typeof patternOf>

function variantsOf(draw: Drawing, index: number, total: number, createdAt: Date, pattern: Pattern) {
  const matrix = index === 0 && total >= MATRIX_FROM
  const count = matrix ? 300 : VARIANT_COUNTS[index % VARIANT_COUNTS.length]!
  const options = matrix
    ? { Colour: COLOURS, Size: SIZES, Material: MATERIALS }
    : count === 1
      ? {}
      : draw.next() < 0.7
        ? { Colour: COLOURS.slice(0, count) }
        : { Size: SIZES.slice(1, count + 1) }
  const base = Math.max(290, Math.round((pattern.priceMinor * (0.5 + draw.next() * 1.3)) / 100) * 100 - 10)
  const reduced = draw.next() < 0.12
  const variants = combinations(Object.values(options)).map((values, at): DrawnVariant => {
    const serial = index * 8 + at + (matrix ? 40_000_000 : 0)
    const first12 = `24${String(serial).padStart(10, '0')}`
    const price = base + Math.floor(at / 2) * 100
    return {
      id: draw.idAt(createdAt),
      position: at + 1,
      option_values: values,
      sku: [`NH${String(index + 1).padStart(6, '0')}`, ...values.map((value) => value.slice(0, 3).toUpperCase())].join(
        '-',
      ),
      barcode: `${first12}${eanCheckDigit(first12)}`,
      price_minor: price,
      compare_at_minor: reduced ? Math.round(price * 1.25) : null,
      cost_minor: Math.round(price * (0.32 + draw.next() * 0.3)),
      weight_grams: pattern.weightGrams,
    }
  })
  return { options: Object.entries(options).map(([name, values]) => ({ name, values })), variants }
}

const combinations = (lists: string[][]): string[][] =>
  lists.reduce<string[][]>((rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])), [[]])
