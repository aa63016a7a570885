import { shade, tint } from '../colour.ts'
import { blurred, ellipse, linear, placed, radial, rect, shape, smooth, type Point } from '../drawing.ts'
import type { Piece } from './lathe.ts'

export const grounds = {
  paper: '#eee4d3',
  sand: '#e2cfb2',
  rose: '#e3c4b2',
  sage: '#c9cbb6',
  mist: '#cbd1cf',
  ochre: '#deb980',
  dusk: '#a99a8c',
}
export type Ground = keyof typeof grounds

export type Standing = { piece: Piece; at: Point; scale?: number; hanging?: boolean }

/** Sun through a window with two panes, thrown on the wall out of focus. */
function windowLight(width: number, height: number): string {
  const pane = (x: number): string =>
    `M${x * width} ${0.06 * height}l${0.17 * width} ${0.05 * height}l${0.09 * width} ${0.5 * height}l${-0.17 * width} ${-0.03 * height}Z`
  return blurred(shape(pane(0.44) + pane(0.65), '#fff6e2'), 16, 0.5)
}

/** The shadow of a branch outside the picture, which ties the wall to a real room. */
function leafShadow(width: number, height: number): string {
  const leaves: string[] = []
  for (let index = 0; index < 9; index += 1) {
    const along = index / 8
    const [x, y] = [width * (0.98 - along * 0.34), height * (0.02 + along * 0.2)]
    const leaf = shape(
      smooth(
        [
          [0, 0],
          [30, -26],
          [92, -18],
          [120, 6],
          [78, 22],
          [26, 16],
        ],
        true,
      ),
      '#5b4630',
    )
    leaves.push(placed(leaf, [x, y], 0.85, index % 2 ? 150 - index * 6 : 80 + index * 7))
  }
  return blurred(leaves.join(''), 9, 0.1)
}

export function backdrop(width: number, height: number, ground: Ground, horizon = 0.7): string {
  const wall = grounds[ground]
  const table = tint(wall, 0.35)
  const edge = height * horizon
  const sweep = linear(
    [
      [0, shade(wall, 0.05)],
      [horizon - 0.12, wall],
      [horizon + 0.02, tint(wall, 0.28)],
      [horizon + 0.14, table],
      [1, shade(wall, 0.07)],
    ],
    [0, 0, 0, 1],
  )
  const glow = radial(
    [
      [0, '#fffaf0', 0.75],
      [1, '#fffaf0', 0],
    ],
    [width * 0.3, height * 0.3],
    Math.max(width, height) * 0.62,
    true,
  )
  const corner = radial(
    [
      [0.55, '#4a3020', 0],
      [1, '#4a3020', 0.24],
    ],
    [width * 0.42, height * 0.45],
    Math.max(width, height) * 0.8,
    true,
  )
  const all: [Point, Point] = [
    [0, 0],
    [width, height],
  ]
  const line = rect([0, edge - 3], [width, 12], shade(wall, 0.3))
  return (
    rect(...all, sweep) +
    windowLight(width, height) +
    leafShadow(width, height) +
    rect(...all, glow) +
    rect(...all, corner) +
    blurred(line, 7, 0.16)
  )
}

/** A cast shadow is the outline laid over to the right, then a tight dark one where the piece touches. */
function shadowOf({ piece, at, scale = 1 }: Standing, dark: string): string {
  const laid = `<g transform="translate(${at[0]} ${at[1]}) scale(${scale}) matrix(1 0 -0.72 0.16 0 0)">${shape(piece.outline, dark)}</g>`
  const far = blurred(laid, 13, 0.3)
  const pool = ellipse(
    [at[0] + piece.foot * scale * 0.35, at[1] + 3],
    piece.foot * scale * 1.35,
    piece.foot * scale * 0.26,
    dark,
  )
  const touch = ellipse(
    [at[0] + 5 * scale, at[1] + piece.foot * scale * 0.06],
    piece.foot * scale * 1.02,
    piece.foot * scale * 0.17,
    dark,
  )
  return far + blurred(pool, 16, 0.34) + blurred(touch, 5, 0.6)
}

export function castShadows(standing: readonly Standing[], ground: Ground): string {
  const dark = shade(grounds[ground], 0.75, '#3a2114')
  const cast = standing.filter(({ hanging }) => !hanging)
  return cast.map((one) => shadowOf(one, dark)).join('')
}

export const pieces = (standing: readonly Standing[]): string =>
  standing.map(({ piece, at, scale }) => placed(piece.art, at, scale)).join('')
