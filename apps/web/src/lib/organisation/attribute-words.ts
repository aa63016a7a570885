import { m } from '#lib/i18n/messages.ts'

const KINDS: Record<string, () => string> = {
  text: m.organisation_kind_text,
  number: m.organisation_kind_number,
  date: m.organisation_kind_date,
  boolean: m.organisation_kind_boolean,
  choice: m.organisation_kind_choice,
  choices: m.organisation_kind_choices,
  colour: m.organisation_kind_colour,
  url: m.organisation_kind_url,
  product: m.organisation_kind_product,
  file: m.organisation_kind_file,
}

export const kindWords = (kind: string): string => KINDS[kind]?.() ?? kind

export const kindOptions = () => Object.entries(KINDS).map(([value, label]) => ({ value, label: label() }))
