import type { KnownUnit } from '../packing/units.ts'

export type UnitPrice = { minor: bigint; per: 'kg' | 'l' | 'm' | 'm2' }

/** What a price is told by, for each kind of content, and how much of its dimension's base that is. */
const PER: Partial<Record<KnownUnit['dimension'], { per: UnitPrice['per']; base: number }>> = {
  mass: { per: 'kg', base: 1000 },
  volume: { per: 'l', base: 1000 },
  length: { per: 'm', base: 1000 },
  area: { per: 'm2', base: 1 },
}

/**
 * The price of a kilogram, litre or metre of what a variant holds, rounded half up to the minor unit; null where pieces are
 * counted or nothing is said. Pure. The content is taken to six decimals.
 */
export function unitPrice(priceMinor: bigint, quantity: number, unit: KnownUnit | undefined): UnitPrice | null {
  const told = unit && PER[unit.dimension]
  if (!told || quantity <= 0) return null
  const content = BigInt(Math.round(((quantity * unit.factor) / told.base) * 1e6))
  if (content === 0n) return null
  return { minor: (priceMinor * 2_000_000n + content) / (2n * content), per: told.per }
}
