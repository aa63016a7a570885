/** Reads what a person typed as a number, with a comma or a point before the decimals; null when it is none. */
export function textToNumber(text: string, decimals: number): number | null {
  const compact = text
    .trim()
    .replace(/[\s'\u00a0\u202f]/g, '')
    .replace('\u2212', '-')
  const shape = decimals > 0 ? /^-?\d+(?:[.,]\d+)?$/ : /^-?\d+$/
  if (!shape.test(compact)) return null
  const read = Number(compact.replace(',', '.'))
  return Math.abs(read * 10 ** decimals - Math.round(read * 10 ** decimals)) < 1e-6 ? read : null
}

/** A number as the plain text a person edits: no grouping, the reader's own decimal sign. */
export function numberToText(value: number, locale: string, decimals: number): string {
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: decimals }).format(value)
}
