import { circle, clipped, ellipse, polygon, rect, round, shape, stroke, type Point } from '../drawing.ts'
import { dark, light } from './paint.ts'

export const grounds = {
  night: { back: '#14161f', form: '#e5472d', line: '#2b2f3e' },
  vermilion: { back: '#de3f27', form: '#f6c93a', line: '#b92f1b' },
  cobalt: { back: '#2546c9', form: '#f2ead9', line: '#1b369f' },
  lemon: { back: '#f0c62a', form: '#e5472d', line: '#d5a90f' },
  bone: { back: '#ebe4d4', form: '#e5472d', line: '#d4cab4' },
  teal: { back: '#12736d', form: '#f0c62a', line: '#0c5853' },
  ink: { back: '#1a1d29', form: '#2f55e0', line: '#2d3345' },
} as const
export type Ground = keyof typeof grounds
export type Motif = 'sun' | 'slope' | 'rays' | 'city' | 'arcs'

type Area = { width: number; height: number; floor: number }

/** Overlapping wave scales, the sea at the foot of a print. */
function waves({ width, height, floor }: Area, back: string, line: string): string {
  const r = 46
  let art = rect([0, floor], [width, height - floor], line)
  for (let row = 0; floor + row * r * 0.5 < height + r; row += 1) {
    for (let x = row % 2 ? 0 : -r; x < width + r; x += r * 2) {
      const at: Point = [x, floor + r + row * r * 0.5]
      for (const [index, size] of [r, r * 0.68, r * 0.36].entries())
        art += circle(at, size, index % 2 ? line : dark(back, 0.12))
    }
  }
  return clipped(art, `M0 ${floor}H${width}V${height}H0Z`)
}

function rays(centre: Point, reach: number, colour: string): string {
  let art = ''
  for (let index = 0; index < 24; index += 1) {
    const [from, to] = [(index / 24) * Math.PI * 2, ((index + 0.5) / 24) * Math.PI * 2]
    art += shape(
      polygon([
        centre,
        [centre[0] + Math.cos(from) * reach, centre[1] + Math.sin(from) * reach],
        [centre[0] + Math.cos(to) * reach, centre[1] + Math.sin(to) * reach],
      ]),
      colour,
    )
  }
  return art
}

/** A row of roofs, wires and a tower: the way home. */
export function city({ width, floor }: Area, colour: string, lit: string): string {
  const heights = [150, 230, 110, 300, 190, 140, 260, 120, 210, 330, 160, 240, 130, 280]
  let art = ''
  const step = width / 11
  for (const [index, height] of heights.entries()) {
    const x = index * step - 30
    art += rect([round(x), floor - height], [round(step * 1.02), height], colour)
    for (let y = floor - height + 24; y < floor - 40; y += 34) {
      for (let column = 0; column < 3; column += 1) {
        if ((index * 7 + column * 3 + Math.round(y)) % 4 === 0)
          art += rect([round(x + 14 + column * 24), y], [12, 16], lit)
      }
    }
  }
  return (
    art +
    stroke(`M0 ${floor - 420}Q${width / 2} ${floor - 330} ${width} ${floor - 440}`, colour, 3) +
    stroke(`M0 ${floor - 390}Q${width / 2} ${floor - 310} ${width} ${floor - 400}`, colour, 3)
  )
}

function arcs(centre: Point, reach: number, colour: string): string {
  let art = ''
  for (let r = reach; r > reach * 0.2; r -= reach * 0.16)
    art += circle(centre, round(r), 'none', `stroke="${colour}" stroke-width="${round(reach * 0.07)}"`)
  return art
}

export function poster(name: Ground, motif: Motif, width = 1000, height = 1000, floor = 800): string {
  const { back, form, line } = grounds[name]
  const area = { width, height, floor }
  const sun: Point = [width * 0.5, height * 0.44]
  const r = Math.min(width, height) * 0.34
  const sheet = rect([0, 0], [width, height], back)
  if (motif === 'sun') return sheet + circle(sun, r, form) + waves(area, back, line)
  if (motif === 'rays')
    return (
      sheet +
      rays([width * 0.5, floor], width * 1.2, line) +
      circle([width * 0.5, height * 0.46], r * 0.92, form) +
      rect([0, floor], [width, height - floor], dark(back, 0.35))
    )
  if (motif === 'city')
    return (
      sheet +
      circle([width * 0.72, height * 0.28], r * 0.5, form) +
      city(area, line, form) +
      rect([0, floor], [width, height - floor], dark(back, 0.4)) +
      stroke(`M0 ${floor + (height - floor) * 0.55}H${width}`, light(back, 0.7), 9, 'stroke-dasharray="90 60"')
    )
  if (motif === 'arcs')
    return (
      sheet + arcs([width * 0.5, height * 0.48], r * 1.5, line) + circle([width * 0.5, height * 0.48], r * 0.94, form)
    )
  const slope = polygon([
    [0, height * 0.72],
    [width, height * 0.26],
    [width, height * 0.6],
    [0, height * 1.06],
  ])
  return (
    sheet +
    shape(slope, form) +
    shape(
      polygon([
        [0, height * 0.8],
        [width, height * 0.34],
        [width, height * 0.37],
        [0, height * 0.83],
      ]),
      back,
    )
  )
}

export const hardShadow = (at: Point, rx: number, ground: Ground, ry = 15): string =>
  ellipse(at, rx, ry, dark(grounds[ground].back, 0.62), 'opacity="0.75"')
