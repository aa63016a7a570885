/**
 * The average colour of a picture, from its likeness (a ThumbHash as base64): what stands in its place until it is there.
 * The first three bytes hold lightness and two colour differences with six bits each.
 */
export function pictureTint(thumbhash: string | null | undefined): string | undefined {
  if (!thumbhash) return undefined
  const [first = 0, second = 0, third = 0] = Array.from(atob(thumbhash.slice(0, 4)), (letter) => letter.charCodeAt(0))
  const head = first | (second << 8) | (third << 16)
  const lightness = (head & 63) / 63
  const yellowBlue = ((head >> 6) & 63) / 31.5 - 1
  const redGreen = ((head >> 12) & 63) / 31.5 - 1
  const blue = lightness - (2 / 3) * yellowBlue
  const red = (3 * lightness - blue + redGreen) / 2
  const green = red - redGreen
  const byte = (part: number) => Math.round(255 * Math.min(1, Math.max(0, part)))
  return `rgb(${byte(red)} ${byte(green)} ${byte(blue)})`
}
