import { deedTitle, deedTone, type DeedTone } from '#lib/admin/deed-words.ts'
import { m } from '#lib/i18n/messages.ts'
import { fieldWords } from './field-words.ts'
import { valueText } from './value-text.ts'

type Deed = { action: string; changes: Record<string, unknown> }

const WORDS: Record<string, [() => string, DeedTone?]> = {
  'product.created': [m.detail_deed_created],
  'product.saved': [m.detail_deed_saved],
  'product.variants_saved': [m.detail_deed_variants_saved],
  'product.variants_added': [m.detail_deed_variants_added],
  'product.options_set': [m.detail_deed_options_set],
  'product.picture_added': [m.detail_deed_picture_added],
  'product.picture_described': [m.detail_deed_picture_described],
  'product.picture_removed': [m.detail_deed_picture_removed],
  'product.pictures_ordered': [m.detail_deed_pictures_ordered],
  'product.pictures_imported': [m.detail_deed_pictures_imported],
  'product.pictures_retried': [m.detail_deed_pictures_retried],
  'product.pictures_copied': [m.detail_deed_pictures_copied],
  'product.restored': [m.detail_deed_restored, 'warning'],
  'product.undone': [m.detail_deed_undone, 'warning'],
  'product.trashed': [m.detail_deed_trashed, 'danger'],
  'product.untrashed': [m.detail_deed_untrashed, 'success'],
  'product.scheduled': [m.detail_deed_scheduled],
  'product.published': [m.detail_deed_published, 'success'],
  'product.unpublished': [m.detail_deed_unpublished],
  'product.known': [m.detail_deed_known],
  'product.attributes_saved': [m.detail_deed_attributes_saved],
  'product.bundle_saved': [m.detail_deed_bundle_saved],
  'product.suppliers_set': [m.detail_deed_suppliers_set],
  'product.sizes_saved': [m.detail_deed_sizes_saved],
  'product.translated': [m.detail_deed_translated],
  'collection.created': [m.detail_deed_collection_created],
  'collection.saved': [m.detail_deed_collection_saved],
  'collection.translated': [m.detail_deed_collection_translated],
  'collection.undone': [m.detail_deed_collection_undone, 'warning'],
  'product.digital_saved': [m.digital_deed_saved],
  'product.digital_file_added': [m.digital_deed_file_added],
  'product.digital_file_removed': [m.digital_deed_file_removed],
  'product.keys_added': [m.digital_deed_keys_added],
  'revision.proposed': [m.detail_deed_proposed],
  'revision.approved': [m.detail_deed_approved, 'success'],
  'revision.published': [m.detail_deed_revision_published, 'success'],
  'revision.scheduled': [m.detail_deed_revision_scheduled],
  'revision.rejected': [m.detail_deed_rejected, 'warning'],
  'revision.sent_back': [m.detail_deed_sent_back, 'danger'],
}

/** What was done, in the reader's language as far as the kind of record has words of its own. */
export const timelineTitle = (deed: Deed): string =>
  WORDS[deed.action]?.[0]() ?? deedTitle({ ...deed, subjectKind: '', subjectId: null })

export const timelineTone = (deed: Deed): DeedTone =>
  WORDS[deed.action]?.[1] ?? deedTone({ ...deed, subjectKind: '', subjectId: null })

/** "Ana edited the product", or a headline with the name of who did it behind. */
export const readsAsSentence = ({ action }: Deed): boolean => action in WORDS

/** Of deeds that carry facts instead of fields: which a person reads, in one line. Ids are for the database. */
const FACTS: Record<string, () => string> = {
  amountMinor: m.detail_fact_amount,
  refundMinor: m.detail_fact_refund,
  totalMinor: m.detail_fact_total,
  reason: m.detail_fact_reason,
  carrier: m.detail_fact_carrier,
  trackingNumber: m.detail_fact_tracking,
  parcels: m.detail_fact_parcels,
  units: m.detail_fact_units,
}

export function deedFacts({ changes }: Deed, currency: string): string {
  const own = typeof changes.currency === 'string' ? changes.currency : currency
  return Object.entries(FACTS)
    .filter(([key]) => changes[key] !== undefined && changes[key] !== null && changes[key] !== '')
    .map(([key, label]) => `${label()}: ${valueText(key, changes[key], own)}`)
    .join(' · ')
}

export type FieldChange = { key: string; label: string; before: string; after: string }

/** The fields a deed changed, old and new. A key such as `Red / S: priceMinor` names the variant in front. */
export function fieldChanges({ changes }: Deed, currency: string): FieldChange[] {
  const own = typeof changes.currency === 'string' ? changes.currency : currency
  return Object.entries(changes).flatMap(([key, change]) => {
    if (!Array.isArray(change) || change.length !== 2) return []
    if (key === 'productIds') return [productsChange(change as [string[], string[]])]
    const at = key.lastIndexOf(': ')
    const [of, field] = at < 0 ? ['', key] : [key.slice(0, at), key.slice(at + 2)]
    const label = of ? `${of}: ${fieldWords(field)}` : fieldWords(field)
    return [{ key, label, before: valueText(field, change[0], own), after: valueText(field, change[1], own) }]
  })
}

/** Which products a collection holds is told by their number; the same ones in another order by that. */
function productsChange([before, after]: [string[], string[]]): FieldChange {
  const isOrder = before.toSorted().join() === after.toSorted().join()
  const told = isOrder ? m.detail_in_other_order() : String(after.length)
  return { key: 'productIds', label: fieldWords('productIds'), before: String(before.length), after: told }
}

const SOURCES: Record<string, () => string> = {
  office: m.detail_source_office,
  shop: m.detail_source_shop,
  import: m.detail_source_import,
  bulk: m.detail_source_bulk,
  api: m.detail_source_api,
  system: m.detail_source_system,
}

export const sourceWords = (source: string | null): string | null => (source ? (SOURCES[source]?.() ?? null) : null)
