const GTIN_LENGTHS = [8, 12, 13, 14]

/** The last digit that a GTIN with these digits before it has to have: threes and ones from the right, made up to a ten. */
export function checkDigitOf(digits: string): number {
  const sum = [...digits]
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

/** Whether a barcode looks as if it were a GTIN: 8, 12, 13 or 14 digits and nothing else. Other codes are the shop's own affair. */
const claimsGtin = (barcode: string): boolean => /^\d+$/.test(barcode) && GTIN_LENGTHS.includes(barcode.length)

/** What is wrong with a barcode that claims to be a GTIN, in a sentence; null when nothing is. */
export function gtinFault(barcode: string): string | null {
  if (!claimsGtin(barcode)) return null
  const [body, last] = [barcode.slice(0, -1), Number(barcode.at(-1))]
  const right = checkDigitOf(body)
  return right === last ? null : `${barcode} is no valid GTIN-${barcode.length}: the last digit has to be ${right}.`
}

/**
 * A barcode for use within the shop: an EAN-13 that begins with 20, a range that no manufacturer is given, so that it never
 * stands for another's article. The number is counted per shop.
 */
export function internalBarcode(number: bigint): string {
  const body = `20${number.toString().padStart(10, '0')}`
  return body + checkDigitOf(body)
}
