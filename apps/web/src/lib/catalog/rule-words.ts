const FIELDS = { productType: 'Type', vendor: 'Vendor', tag: 'Tag' } as const

/** What fills a collection, in words. */
export const ruleWords = (field: keyof typeof FIELDS | null, value: string | null): string =>
  field ? `${FIELDS[field]} is ${value}` : 'Chosen by hand'
