/** A colour in OKLab: lightness 0-1 and the two opponent axes. */
export type Lab = readonly [l: number, a: number, b: number]

const toLinear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
const fromLinear = (channel: number) => (channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055)

/** Reads #rgb or #rrggbb; null for anything else. */
export function parseHex(hex: string): Lab | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex)
  const full = short
    ? `#${short
        .slice(1)
        .flatMap((digit) => [digit, digit])
        .join('')}`
    : hex
  if (!/^#[0-9a-f]{6}$/i.test(full)) return null
  const [r, g, b] = [1, 3, 5].map((at) => toLinear(parseInt(full.slice(at, at + 2), 16) / 255)) as [
    number,
    number,
    number,
  ]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function linearRgb([L, a, b]: Lab): [number, number, number] {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

/** The nearest colour a screen can show: hue and lightness stay, chroma gives way. */
export function toHex(colour: Lab): string {
  let [l, a, b] = colour
  for (
    let turn = 0;
    turn < 40 && linearRgb([l, a, b]).some((channel) => channel < -0.0005 || channel > 1.0005);
    turn++
  ) {
    a *= 0.93
    b *= 0.93
  }
  const bytes = linearRgb([l, a, b]).map((channel) => Math.round(255 * fromLinear(Math.min(1, Math.max(0, channel)))))
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => toLinear(parseInt(hex.slice(at, at + 2), 16) / 255)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG contrast of two #rrggbb colours, 1 to 21. Rounded bytes are compared, for these are what is drawn. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

export const mix = (from: Lab, to: Lab, share: number): Lab => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
]

export const withLightness = ([, a, b]: Lab, lightness: number, chromaMax = 1): Lab => {
  const chroma = Math.hypot(a, b)
  const keep = chroma > chromaMax ? chromaMax / chroma : 1
  return [lightness, a * keep, b * keep]
}
