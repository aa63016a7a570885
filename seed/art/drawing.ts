import { hash } from '../random.ts'

export type Point = readonly [x: number, y: number]
export type Stop = readonly [offset: number, colour: string, opacity?: number]
export type Paint = { id: string; def: string }

/** Ids come from the content, so drawing functions stay pure and equal gradients share one id. */
const idOf = (content: string): string => `p${hash(content).toString(36)}`

export const round = (value: number): number => Math.round(value * 100) / 100

const stopsOf = (stops: readonly Stop[]): string =>
  stops
    .map(([offset, colour, opacity]) => {
      const alpha = opacity === undefined ? '' : ` stop-opacity="${opacity}"`
      return `<stop offset="${offset}" stop-color="${colour}"${alpha}/>`
    })
    .join('')

type Line = readonly [x1: number, y1: number, x2: number, y2: number]

export function linear(stops: readonly Stop[], line: Line = [0, 0, 1, 0], absolute = false): Paint {
  const units = absolute ? ' gradientUnits="userSpaceOnUse"' : ''
  const [x1, y1, x2, y2] = line
  const inner = `x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"${units}>${stopsOf(stops)}`
  const id = idOf(`l${inner}`)
  return { id, def: `<linearGradient id="${id}" ${inner}</linearGradient>` }
}

export function radial(stops: readonly Stop[], centre: Point = [0.5, 0.5], r = 0.5, absolute = false): Paint {
  const units = absolute ? ' gradientUnits="userSpaceOnUse"' : ''
  const inner = `cx="${centre[0]}" cy="${centre[1]}" r="${r}"${units}>${stopsOf(stops)}`
  const id = idOf(`r${inner}`)
  return { id, def: `<radialGradient id="${id}" ${inner}</radialGradient>` }
}

const fillOf = (paint: Paint | string): [def: string, fill: string] =>
  typeof paint === 'string' ? ['', paint] : [paint.def, `url(#${paint.id})`]

export function shape(d: string, paint: Paint | string, attributes = ''): string {
  const [def, fill] = fillOf(paint)
  return `${def}<path d="${d}" fill="${fill}" ${attributes}/>`
}

export function ellipse(centre: Point, rx: number, ry: number, paint: Paint | string, attributes = ''): string {
  const [def, fill] = fillOf(paint)
  const [x, y] = centre
  return `${def}<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${fill}" ${attributes}/>`
}

export const circle = (centre: Point, r: number, paint: Paint | string, attributes = ''): string =>
  ellipse(centre, r, r, paint, attributes)

export function rect(at: Point, size: Point, paint: Paint | string, radius = 0, attributes = ''): string {
  const [def, fill] = fillOf(paint)
  return `${def}<rect x="${at[0]}" y="${at[1]}" width="${size[0]}" height="${size[1]}" rx="${radius}" fill="${fill}" ${attributes}/>`
}

export function stroke(d: string, paint: Paint | string, width: number, attributes = ''): string {
  const [def, colour] = fillOf(paint)
  return `${def}<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${attributes}/>`
}

export function blurred(content: string, deviation: number, opacity = 1): string {
  const id = `blur${String(deviation).replace('.', '_')}`
  const area = 'x="-60%" y="-60%" width="220%" height="220%"'
  const filter = `<filter id="${id}" ${area}><feGaussianBlur stdDeviation="${deviation}"/></filter>`
  return `${filter}<g filter="url(#${id})" opacity="${opacity}">${content}</g>`
}

export function clipped(content: string, outline: string): string {
  const id = idOf(`c${outline}`)
  return `<clipPath id="${id}"><path d="${outline}"/></clipPath><g clip-path="url(#${id})">${content}</g>`
}

export const group = (content: string, attributes: string): string => `<g ${attributes}>${content}</g>`

export const placed = (content: string, at: Point, scale = 1, turn = 0): string =>
  `<g transform="translate(${round(at[0])} ${round(at[1])}) rotate(${turn}) scale(${scale})">${content}</g>`

/** A smooth curve through all points (Catmull-Rom as Bezier pieces), without its starting "M". */
export function curve(points: readonly Point[]): string {
  const at = (index: number): Point => points[Math.max(0, Math.min(points.length - 1, index))] ?? [0, 0]
  const pieces: string[] = []
  for (let index = 0; index < points.length - 1; index += 1) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)]
    const first = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6].map(round)
    const second = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6].map(round)
    pieces.push(`C${first.join(' ')} ${second.join(' ')} ${round(to[0])} ${round(to[1])}`)
  }
  return pieces.join('')
}

export function smooth(points: readonly Point[], closed = false): string {
  const start = points[0] ?? [0, 0]
  return `M${round(start[0])} ${round(start[1])}${curve(closed ? [...points, start] : points)}${closed ? 'Z' : ''}`
}

export const polygon = (points: readonly Point[]): string =>
  `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`

export const polyline = (points: readonly Point[]): string =>
  `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}`
