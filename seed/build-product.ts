import type { ArtSpec, ArtView } from './art/art-spec.ts'
import type { DemoImage, DemoProduct, DemoVariant } from './demo-shop.ts'
import { hash } from './random.ts'

/** How a product is written down by hand; everything countable follows from it. */
export type ProductDraft = {
  code: string
  handle: string
  title: string
  type: string
  tags: string[]
  vendor?: string
  art: string
  /** The colour drawn when no option is a colour. */
  tone?: string
  /** Values that have no paint of their own are drawn as another one. */
  drawnAs?: Record<string, string>
  views?: ArtView[]
  text: string[]
  facts: [name: string, value: string][]
  options: Record<string, string[]>
  /** Combinations that are not made, such as "Night / Large"; a lone value rules out all its combinations with the other. */
  notMade?: string[]
  priceMinor: number
  extraMinor?: Record<string, number>
  /** How much more it cost before, by value; `all` for every variant. */
  savingMinor?: Record<string, number>
  weightGrams: number
  extraGrams?: Record<string, number>
  stock?: Record<string, number>
}

export type Maker = {
  shop: ArtSpec['shop']
  prefix: string
  digit: string
  vendor: string
  colourOptions: string[]
  costShare: number
}

/** The last digit of an EAN-13: weights 1 and 3 from the left, up to the next ten. */
export function eanCheckDigit(first12: string): number {
  const sum = [...first12].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

function ean(digit: string, serial: number): string {
  const first12 = `2${digit}${String(serial).padStart(10, '0')}`
  return `${first12}${eanCheckDigit(first12)}`
}

const combinations = (options: Record<string, string[]>): string[][] =>
  Object.values(options).reduce<string[][]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  )

const sumFor = (amounts: Record<string, number> | undefined, values: string[]): number =>
  values.reduce((total, value) => total + (amounts?.[value] ?? 0), 0)

/** A short code a person can read back: "Large" is LAR, "56 cm" is 56CM. */
const abbreviated = (value: string): string => {
  const plain = value.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
  return /\d/.test(plain) ? plain.slice(0, 5) : plain.slice(0, 3)
}

function variantsOf(draft: ProductDraft, maker: Maker, serial: number): DemoVariant[] {
  const made = combinations(draft.options).filter((values) => !draft.notMade?.includes(values.join(' / ')))
  return made.map((options, index) => {
    const sku = [maker.prefix, draft.code, ...options.map(abbreviated)].join('-')
    const priceMinor = draft.priceMinor + sumFor(draft.extraMinor, options)
    const saving = sumFor(draft.savingMinor, options) + (draft.savingMinor?.['all'] ?? 0)
    return {
      options,
      sku,
      barcode: ean(maker.digit, serial * 100 + index),
      priceMinor,
      ...(saving ? { compareAtMinor: priceMinor + saving } : {}),
      costMinor: Math.round(priceMinor * maker.costShare),
      weightGrams: draft.weightGrams + sumFor(draft.extraGrams, options),
      stock: draft.stock?.[options.join(' / ')] ?? 6 + (hash(sku) % 31),
    }
  })
}

const viewWords: Record<ArtView, (title: string, tone: string) => string> = {
  front: (title, tone) => `${title} in ${tone}`,
  detail: (title, tone) => `Close view of ${title} in ${tone}`,
  group: (title, tone) => `${title} in ${tone}, in its setting`,
  cover: (title) => title,
  hero: (title) => title,
}

function imagesOf(draft: ProductDraft, maker: Maker): DemoImage[] {
  const option = Object.keys(draft.options).find((name) => maker.colourOptions.includes(name))
  const tones = option ? (draft.options[option] ?? []) : [draft.tone ?? 'Chalk']
  const imageOf = (value: string, view: ArtView): DemoImage => ({
    art: { shop: maker.shop, subject: draft.art, tone: draft.drawnAs?.[value] ?? value, view },
    alt: viewWords[view](draft.title, value.toLowerCase()),
    ...(option && view !== 'group' ? { shows: { option, value } } : {}),
  })
  const [first = 'Chalk', ...rest] = tones
  const views = draft.views ?? ['group']
  return [
    imageOf(first, 'front'),
    ...views.map((view) => imageOf(first, view)),
    ...rest.map((value) => imageOf(value, 'front')),
  ]
}

const bodyOf = ({ text, facts }: ProductDraft): string => {
  const items = facts.map(([name, value]) => `<li><strong>${name}:</strong> ${value}</li>`)
  return `${text.map((paragraph) => `<p>${paragraph}</p>`).join('')}<ul>${items.join('')}</ul>`
}

export function buildProduct(draft: ProductDraft, maker: Maker, serial: number): DemoProduct {
  return {
    handle: draft.handle,
    title: draft.title,
    bodyHtml: bodyOf(draft),
    vendor: draft.vendor ?? maker.vendor,
    type: draft.type,
    tags: draft.tags,
    options: Object.entries(draft.options).map(([name, values]) => ({ name, values })),
    variants: variantsOf(draft, maker, serial),
    images: imagesOf(draft, maker),
  }
}
