type Rgb = [number, number, number]

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** Blends two `#rrggbb` colours; 0 gives the first, 1 the second. */
export function mix(from: string, to: string, amount: number): string {
  const [a, b] = [parse(from), parse(to)]
  const parts = a.map((part, index) => Math.round(part + ((b[index] ?? 0) - part) * amount))
  return `#${parts.map((part) => Math.max(0, Math.min(255, part)).toString(16).padStart(2, '0')).join('')}`
}

/** Shadows turn warm brown, not grey: that is what makes a painted object sit in a lit room. */
export const shade = (colour: string, amount: number, towards = '#2a1a12'): string => mix(colour, towards, amount)

export const tint = (colour: string, amount: number, towards = '#fffaf0'): string => mix(colour, towards, amount)
