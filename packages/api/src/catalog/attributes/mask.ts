/** A mask is at most this long, and so is what it is laid over. */
export const MASK_MAX = 60

/**
 * Whether a text has the form of a mask: `#` stands for a digit, `A` for a letter, `*` for either, everything else for
 * itself. A merchant's pattern is a mask and not a regular expression, because one pass decides it: no text can make it slow.
 */
export function fitsMask(mask: string, text: string): boolean {
  const [wanted, given] = [[...mask], [...text]]
  if (wanted.length !== given.length) return false
  return wanted.every((sign, at) => fitsSign(sign, given[at]!))
}

function fitsSign(sign: string, character: string): boolean {
  if (sign === '#') return /^\p{Nd}$/u.test(character)
  if (sign === 'A') return /^\p{L}$/u.test(character)
  if (sign === '*') return /^[\p{L}\p{Nd}]$/u.test(character)
  return sign === character
}
