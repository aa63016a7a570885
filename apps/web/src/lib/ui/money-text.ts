const decimalsByCurrency = new Map<string, number>()

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDecimals(currency: string): number {
  const known = decimalsByCurrency.get(currency)
  if (known !== undefined) return known
  const decimals =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  decimalsByCurrency.set(currency, decimals)
  return decimals
}

/** Minor units as the plain text a person edits: 123450 EUR is "1234.50", 1200 JPY is "1200". */
export function minorToText(minor: bigint, currency: string): string {
  const decimals = currencyDecimals(currency)
  const sign = minor < 0n ? '-' : ''
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0')
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Reads what a person typed ("1,234.50", "1.234,50", "12") as minor units; null when it is not an amount of this currency. */
export function textToMinor(text: string, currency: string): bigint | null {
  const decimals = currencyDecimals(currency)
  const compact = text.trim().replace(/[\s'\u00a0\u202f]/g, '')
  if (!/^-?\d+(?:[.,]\d+)*$/.test(compact)) return null
  const last = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','))
  const separators = compact.replace(/[-\d]/g, '')
  const tail = last < 0 ? '' : compact.slice(last + 1)
  const mixed = new Set(separators).size > 1
  // One kind of separator before exactly three digits groups thousands, unless the currency itself has three decimals.
  const grouping = last >= 0 && !mixed && (separators.length > 1 || (tail.length === 3 && decimals !== 3))
  const fraction = last < 0 || grouping ? '' : tail
  if (fraction.length > decimals) return null
  const whole = (last < 0 || grouping ? compact : compact.slice(0, last)).replace(/[.,]/g, '')
  return BigInt(whole + fraction.padEnd(decimals, '0'))
}

/** An amount for reading, in the reader's language; the minus is the typographic one. */
export function formatMoney(minor: bigint | number, currency: string, locale = 'en'): string {
  const decimals = currencyDecimals(currency)
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const text = minorToText(BigInt(minor), currency) as `${number}`
  return format.format(decimals === 0 ? BigInt(minor) : text).replace('-', '\u2212')
}
