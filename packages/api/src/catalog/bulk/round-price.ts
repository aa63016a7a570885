export type Rounding = { stepMinor: bigint; endingMinor: bigint }

/**
 * The nearest amount that ends as wanted: with a step of 100 and an ending of 99 cents, 12.34 becomes 11.99 and 12.60
 * becomes 12.99. Of two equally near the higher one. Never below zero.
 */
export function roundPrice(minor: bigint, { stepMinor, endingMinor }: Rounding): bigint {
  const below = minor - ((((minor - endingMinor) % stepMinor) + stepMinor) % stepMinor)
  const above = below + stepMinor
  if (below < 0n) return above
  return minor - below < above - minor ? below : above
}

const WHOLE_BP = 10_000n

/** An amount changed by hundredths of a percent, half a unit away from zero. */
export function percentOf(minor: bigint, basisPoints: bigint): bigint {
  const scaled = minor * basisPoints
  const half = scaled < 0n ? -WHOLE_BP / 2n : WHOLE_BP / 2n
  return (scaled + half) / WHOLE_BP
}
