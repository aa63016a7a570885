/** The units every shop knows. A factor turns one of them into so many of its dimension's base: gram, millilitre, millimetre, piece. */
export const STANDARD_UNITS = {
  mg: { dimension: 'mass', factor: 0.001 },
  g: { dimension: 'mass', factor: 1 },
  kg: { dimension: 'mass', factor: 1000 },
  oz: { dimension: 'mass', factor: 28.349523125 },
  lb: { dimension: 'mass', factor: 453.59237 },
  ml: { dimension: 'volume', factor: 1 },
  cl: { dimension: 'volume', factor: 10 },
  l: { dimension: 'volume', factor: 1000 },
  mm: { dimension: 'length', factor: 1 },
  cm: { dimension: 'length', factor: 10 },
  m: { dimension: 'length', factor: 1000 },
  m2: { dimension: 'area', factor: 1 },
  piece: { dimension: 'count', factor: 1 },
} as const

export type Dimension = (typeof STANDARD_UNITS)[keyof typeof STANDARD_UNITS]['dimension']
export type KnownUnit = { key: string; name: string | null; dimension: Dimension; factor: number }

/** How many of one unit an amount of another is; null when they measure different things. */
export function convertUnit(amount: number, from: KnownUnit, to: KnownUnit): number | null {
  if (from.dimension !== to.dimension) return null
  // Fourteen digits tell every amount apart that a shop writes, and hide what doubling and halving leaves behind.
  return Number(((amount * from.factor) / to.factor).toPrecision(14))
}
