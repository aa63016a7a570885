/**
 * Splits an amount in proportion to weights so that the parts sum to it exactly: each part is rounded down, and the
 * units left over go to the largest remainders, the earlier first (Hamilton's method). Weights are zero or more; with
 * no weight at all the last part takes everything.
 */
export function share(amountMinor: bigint, weights: bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total === 0n) return weights.map((_, index) => (index === weights.length - 1 ? amountMinor : 0n))
  const parts = weights.map((weight) => (amountMinor * weight) / total)
  const rest = Number(amountMinor - parts.reduce((sum, part) => sum + part, 0n))
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (amountMinor * weight) % total }))
    .toSorted((a, b) => (b.remainder > a.remainder ? 1 : b.remainder < a.remainder ? -1 : a.index - b.index))
  for (const { index } of byRemainder.slice(0, rest)) parts[index]! += 1n
  return parts
}
