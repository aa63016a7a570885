import { mix } from '../colour.ts'
import { clipped, group, shape, stroke } from '../drawing.ts'

const paints: Record<string, string> = {
  Vermilion: '#e5472d',
  Ink: '#2b2f3d',
  Black: '#1d1e25',
  Bone: '#efe8d8',
  Cobalt: '#2f55e0',
  Matcha: '#8ea35c',
  Lemon: '#f3cd2f',
  Steel: '#a4afba',
  Sakura: '#eda9b5',
  Tan: '#bd8550',
  Teal: '#1b8a82',
}

export function paint(name: string): string {
  const found = paints[name]
  if (!found) throw new Error(`No paint is called "${name}"`)
  return found
}

export const dark = (colour: string, amount: number): string => mix(colour, '#0b0c14', amount)
export const light = (colour: string, amount: number): string => mix(colour, '#ffffff', amount)

/** Two flat tones with a hard edge: the same outline moved up and left is lit, what it leaves bare is in shadow. */
export function cel(d: string, colour: string, depth = 16): string {
  const lit = group(shape(d, colour), `transform="translate(${-depth} ${-depth * 0.75})"`)
  return shape(d, dark(colour, 0.36)) + clipped(lit, d)
}

/** A round tube: its line in shadow, body and a thin edge of light. */
export function tube(d: string, colour: string, width: number): string {
  return (
    stroke(d, dark(colour, 0.45), width) +
    stroke(d, colour, width * 0.74, `transform="translate(${-width * 0.06} ${-width * 0.12})"`) +
    stroke(d, light(colour, 0.5), width * 0.14, `transform="translate(${-width * 0.16} ${-width * 0.24})"`)
  )
}
