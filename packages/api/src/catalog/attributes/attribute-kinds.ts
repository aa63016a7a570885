export const ATTRIBUTE_KINDS = [
  'text',
  'number',
  'date',
  'boolean',
  'choice',
  'choices',
  'colour',
  'file',
  'product',
  'url',
] as const
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number]

/** What a value has to keep to. The bounds are of the number, or of the length of the text. */
export type AttributeRule = {
  kind: AttributeKind
  options: string[]
  min: number | null
  max: number | null
  pattern: string
}

/** A value as a row keeps it: in the one column of its kind. */
export type StoredValue = {
  text: string | null
  number: string | null
  fileId: string | null
  refProductId: string | null
}
