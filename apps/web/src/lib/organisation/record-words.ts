import { m } from '#lib/i18n/messages.ts'
import type { RecordPath } from './record-paths.ts'

type Words = { title: string; add: string; note: string; about: string; filter: string }

/** What the pages of a kind of record are called. */
export const recordWords = (path: RecordPath): Words => WORDS[path]()

const WORDS: Record<RecordPath, () => Words> = {
  brands: () => ({
    title: m.organisation_brands(),
    add: m.organisation_add_brand(),
    note: m.organisation_website(),
    about: m.organisation_brands_about(),
    filter: 'brand',
  }),
  manufacturers: () => ({
    title: m.organisation_manufacturers(),
    add: m.organisation_add_manufacturer(),
    note: m.organisation_contact(),
    about: m.organisation_manufacturers_about(),
    filter: 'manufacturer',
  }),
  suppliers: () => ({
    title: m.organisation_suppliers(),
    add: m.organisation_add_supplier(),
    note: m.organisation_contact(),
    about: m.organisation_suppliers_about(),
    filter: 'supplier',
  }),
  'product-types': () => ({
    title: m.organisation_product_types(),
    add: m.organisation_add_product_type(),
    note: m.organisation_description(),
    about: m.organisation_product_types_about(),
    filter: 'type',
  }),
}
