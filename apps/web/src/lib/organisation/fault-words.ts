import { m } from '#lib/i18n/messages.ts'

const WORDS: Record<string, () => string> = {
  no_picture: m.products_lacks_picture,
  no_alt: m.products_lacks_alt,
  no_description: m.products_lacks_description,
  no_category: m.products_lacks_category,
  no_weight: m.products_lacks_weight,
  no_barcode: m.products_lacks_barcode,
  below_cost: m.products_lacks_margin,
  attribute_missing: m.products_lacks_attribute,
  untranslated: m.products_lacks_translation,
}

/** What a product lacks, in words. */
export const faultWords = (flag: string): string => WORDS[flag]?.() ?? flag

/** Where on the product's page it is mended. */
const PLACES: Record<string, string> = { no_category: '#placement', attribute_missing: '#attributes' }

export const faultHref = (productId: string, flag: string): string =>
  flag === 'untranslated'
    ? `/admin/translations/product/${productId}`
    : `/admin/products/${productId}${PLACES[flag] ?? ''}`
