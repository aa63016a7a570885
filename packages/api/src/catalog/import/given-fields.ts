import { has, says, type Cells } from '../../basics/index.ts'

type Source = { field: string; cells: string[]; clears?: true }

/** Which cells say something of which field of a product; `clears` marks those that an empty cell may clear. */
export const PRODUCT_CELLS: Source[] = [
  { field: 'title', cells: ['title'] },
  { field: 'bodyHtml', cells: ['body (html)'], clears: true },
  { field: 'vendor', cells: ['vendor'], clears: true },
  { field: 'productType', cells: ['type'], clears: true },
  { field: 'tags', cells: ['tags'], clears: true },
  { field: 'status', cells: ['status', 'published'] },
  { field: 'seoTitle', cells: ['seo title'], clears: true },
  { field: 'seoDescription', cells: ['seo description'], clears: true },
]
export const VARIANT_CELLS: Source[] = [
  { field: 'sku', cells: ['variant sku'], clears: true },
  { field: 'barcode', cells: ['variant barcode'], clears: true },
  { field: 'priceMinor', cells: ['variant price'] },
  { field: 'compareAtMinor', cells: ['variant compare at price'], clears: true },
  { field: 'costMinor', cells: ['cost per item'], clears: true },
  { field: 'weightGrams', cells: ['variant grams'] },
  { field: 'requiresShipping', cells: ['variant requires shipping'] },
  { field: 'taxable', cells: ['variant taxable'] },
  { field: 'trackStock', cells: ['variant inventory tracker'] },
  { field: 'backorder', cells: ['variant inventory policy'] },
]

/** The fields a row says something of: an empty cell says nothing, unless it was asked to clear. */
export const givenFields = (sources: Source[], row: Cells, emptyClears: boolean): string[] =>
  sources
    .filter(({ cells, clears }) =>
      cells.some((cell) => says(row, cell) || (emptyClears && clears === true && has(row, cell))),
    )
    .map(({ field }) => field)
