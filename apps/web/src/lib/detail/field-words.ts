import { m } from '#lib/i18n/messages.ts'

/** What a person calls a field, by its name in the API. */
const WORDS: Record<string, () => string> = {
  title: m.detail_field_title,
  handle: m.detail_field_handle,
  bodyHtml: m.detail_field_description,
  vendor: m.detail_field_vendor,
  productType: m.detail_field_type,
  tags: m.detail_field_tags,
  status: m.detail_field_status,
  seoTitle: m.detail_field_seo_title,
  seoDescription: m.detail_field_seo_description,
  publishAt: m.detail_field_publish_at,
  unpublishAt: m.detail_field_unpublish_at,
  options: m.detail_field_options,
  pictures: m.detail_field_pictures,
  collections: m.detail_field_collections,
  sku: m.detail_field_sku,
  barcode: m.detail_field_barcode,
  priceMinor: m.detail_field_price,
  compareAtMinor: m.detail_field_compare_at,
  costMinor: m.detail_field_cost,
  weightGrams: m.detail_field_weight,
  requiresShipping: m.detail_field_requires_shipping,
  taxable: m.detail_field_taxable,
  trackStock: m.detail_field_track_stock,
  backorder: m.detail_field_backorder,
  optionValues: m.detail_field_options,
  position: m.detail_field_position,
  imageId: m.detail_field_pictures,
  onHand: m.detail_field_on_hand,
  alt: m.detail_field_alt,
  descriptionHtml: m.detail_field_description,
  ruleField: m.detail_field_rule,
  ruleValue: m.detail_field_rule_value,
  productIds: m.detail_field_products,
  attributes: m.detail_field_attributes,
  translations: m.detail_field_translations,
  parts: m.detail_field_parts,
  bundle: m.detail_field_parts,
  suppliers: m.detail_field_suppliers,
  productId: m.detail_field_products,
  kind: m.detail_field_kind,
  categoryId: m.detail_field_category,
  manufacturerId: m.detail_field_manufacturer,
  trackLots: m.detail_field_track_lots,
  trackSerials: m.detail_field_track_serials,
  shelfLifeDays: m.detail_field_shelf_life,
  hsCode: m.detail_field_hs_code,
  originCountry: m.detail_field_origin,
  safetyNote: m.detail_field_safety_note,
}

/** A field the catalogue of words does not know yet reads as its name, in words. */
export const fieldWords = (field: string): string => WORDS[field]?.() ?? plainWords(field)

/** What the form of a product calls a field: `title`, or `<variant id>.price`. */
const FORM_NAMES: Record<string, string> = {
  price: 'priceMinor',
  compareAt: 'compareAtMinor',
  cost: 'costMinor',
  weight: 'weightGrams',
}

export const formFieldWords = (name: string): string => {
  const last = name.split('.').at(-1) ?? name
  return fieldWords(FORM_NAMES[last] ?? last)
}

const plainWords = (field: string): string => {
  const words = field
    .replace(/Minor$/, '')
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
