import { m } from '#lib/i18n/messages.ts'

const KINDS: Record<string, () => string> = {
  product: m.organisation_products,
  collection: m.organisation_collections,
  category: m.organisation_categories,
  attribute: m.organisation_attributes,
}
export const kindOfTexts = (kind: string): string => KINDS[kind]?.() ?? kind

const STATES: Record<string, () => string> = {
  all: m.organisation_state_all,
  missing: m.organisation_state_missing,
  outdated: m.organisation_state_outdated,
  complete: m.organisation_state_complete,
}
export const stateWords = (state: string): string => STATES[state]?.() ?? state

const FIELDS: Record<string, () => string> = {
  title: m.organisation_field_title,
  name: m.organisation_name,
  bodyHtml: m.organisation_description,
  descriptionHtml: m.organisation_description,
  seoTitle: m.organisation_field_seo_title,
  seoDescription: m.organisation_field_seo_description,
}

/** A field that is translated: one of the record's own, or an option and its values by their words. */
export function fieldWords(field: string): string {
  const [part, ...words] = field.split(':')
  if (part === 'option') return m.organisation_field_option({ name: words.join(':') })
  if (part === 'value') return m.organisation_field_value({ name: words.join(': ') })
  return FIELDS[field]?.() ?? field
}

/** A language in the words of the reader's own. */
export const languageName = (locale: string, shownIn: string): string =>
  new Intl.DisplayNames([shownIn], { type: 'language' }).of(locale) ?? locale
