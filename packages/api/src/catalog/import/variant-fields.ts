import { BadCell, text, type Cells, type ImportField } from '../../basics/index.ts'

/** The columns by which a line of a stock or price list names a variant. */
export const VARIANT_KEYS: ImportField[] = [
  {
    key: 'sku',
    label: 'SKU',
    names: [
      'Variant SKU',
      'Article number',
      'Artikelnummer',
      'Art.-Nr.',
      '货号',
      '商品编码',
      'رمز المنتج',
      'رمز التخزين',
    ],
    examples: ['LS-S', 'LS-M'],
  },
  {
    key: 'barcode',
    label: 'Barcode',
    names: ['Variant Barcode', 'EAN', 'GTIN', 'UPC', 'Strichcode', '条形码', '条码', 'الباركود'],
    examples: ['', ''],
  },
  {
    key: 'handle',
    label: 'Handle',
    names: ['URL handle', 'Slug', 'Kennung', '网址标识', 'المعرف'],
    examples: ['', ''],
  },
]

/** What a line names its variant by; throws BadCell when it names none. */
export function variantKey(cells: Cells, matchBy: string): string {
  const key = text(cells, matchBy, 120)
  if (key === '') throw new BadCell(`${{ sku: 'SKU', barcode: 'Barcode' }[matchBy] ?? 'Handle'} is empty`)
  return key
}
