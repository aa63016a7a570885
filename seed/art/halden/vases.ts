import { random } from '../../random.ts'
import { shade, tint } from '../colour.ts'
import { blurred, clipped, linear, placed, round, shape, smooth, stroke, type Point } from '../drawing.ts'
import { glaze } from './glaze.ts'
import { turned, type Piece, type Profile } from './lathe.ts'

const profiles = {
  bottle: [
    [40, 520],
    [33, 505],
    [29, 460],
    [31, 400],
    [52, 330],
    [118, 240],
    [152, 150],
    [146, 70],
    [104, 0],
  ],
  bud: [
    [30, 300],
    [22, 282],
    [20, 230],
    [40, 170],
    [92, 110],
    [104, 66],
    [88, 20],
    [64, 0],
  ],
  moon: [
    [62, 372],
    [54, 360],
    [60, 346],
    [140, 300],
    [190, 205],
    [178, 110],
    [120, 30],
    [74, 0],
  ],
  column: [
    [104, 470],
    [102, 430],
    [110, 330],
    [116, 200],
    [112, 80],
    [104, 0],
  ],
  fluted: [
    [128, 430],
    [112, 380],
    [98, 310],
    [110, 220],
    [128, 130],
    [118, 50],
    [92, 0],
  ],
} satisfies Record<string, Profile>

export const bottleVase = (tone: string): Piece =>
  turned({ profile: profiles.bottle, glaze: glaze(tone), rawFoot: 34, rings: 9 })
export const budVase = (tone: string): Piece =>
  turned({ profile: profiles.bud, glaze: glaze(tone), wall: 5, rawFoot: 18 })
export const moonVase = (tone: string): Piece => turned({ profile: profiles.moon, glaze: glaze(tone), rings: 7 })
export const columnVase = (tone: string): Piece =>
  turned({ profile: profiles.column, glaze: glaze(tone), dip: { glaze: glaze('Oat'), height: 150 }, rings: 12 })
export const flutedVase = (tone: string): Piece =>
  turned({ profile: profiles.fluted, glaze: glaze(tone), flutes: 15, rawFoot: 14 })

const winding = (r: number, sweep: 0 | 1): string =>
  `M${-r} -210A${r} ${r} 0 1 ${sweep} ${r} -210A${r} ${r} 0 1 ${sweep} ${-r} -210Z`

/** A thrown ring on a small foot: the hole must show the room behind, so it is one path with two windings. */
export function ringVase(tone: string): Piece {
  const { colour } = glaze(tone)
  const neck = 'M-26 -440L-34 -402L-34 -370L34 -370L34 -402L26 -440Z'
  const outline = `${winding(190, 1)}${winding(74, 0)}`
  const across = linear(
    [
      [0, tint(colour, 0.3)],
      [0.5, colour],
      [1, shade(colour, 0.5)],
    ],
    [-150, -360, 150, -50],
    true,
  )
  const inner =
    stroke(winding(82, 1), shade(colour, 0.55), 22, 'opacity="0.35"') +
    stroke(winding(178, 1), shade(colour, 0.5), 26, 'opacity="0.2"') +
    blurred(stroke('M-132 -200A132 132 0 0 1 -30 -338', '#fffaf0', 22), 8, 0.5) +
    blurred(stroke('M150 -160A160 160 0 0 1 20 -50', '#2a1a12', 50), 20, 0.4)
  const foot = turned({
    profile: [
      [74, 40],
      [78, 12],
      [84, 0],
    ],
    glaze: glaze(tone),
    closed: true,
  })
  const top = turned({
    profile: [
      [34, 64],
      [26, 46],
      [28, 20],
      [40, 0],
    ],
    glaze: glaze(tone),
    wall: 5,
  })
  const art =
    foot.art + placed(top.art, [0, -388]) + shape(outline, across, 'fill-rule="evenodd"') + clipped(inner, outline)
  return { art, outline: outline + neck, width: 380, height: 452, foot: 84, focus: [-60, -330] }
}

/** Dry grasses and round-leaved stems to stand in a vase; origin at the rim. */
export function stems(seed: number, tone: 'grass' | 'eucalyptus', tall = 300): string {
  const next = random(seed)
  let art = ''
  for (let index = 0; index < (tone === 'grass' ? 7 : 4); index += 1) {
    const lean = (next() - 0.5) * tall * 0.9
    const top: Point = [lean, -tall * (0.72 + next() * 0.35)]
    const middle: Point = [lean * 0.32, top[1] * 0.55]
    const colour = tone === 'grass' ? shade('#c6a56b', next() * 0.25) : shade('#7f8f76', next() * 0.3)
    art += stroke(smooth([[0, 26], middle, top]), shade(colour, 0.3), 2.6)
    art += tone === 'grass' ? plume(top, lean, colour) : leaves(middle, top, colour)
  }
  return art
}

function plume(top: Point, lean: number, colour: string): string {
  let art = ''
  for (let index = 0; index < 26; index += 1) {
    const along = index / 26
    const [x, y] = [top[0] - lean * 0.22 * along, top[1] - 40 + along * 110]
    const side = index % 2 ? 1 : -1
    const reach = 16 * Math.sin(Math.PI * (0.15 + along * 0.8))
    art += stroke(
      `M${round(x)} ${round(y)}q${round(side * reach * 0.4)} -14 ${round(side * reach)} -24`,
      tint(colour, 0.25 * (1 - along)),
      4.2,
      'opacity="0.85"',
    )
  }
  return art
}

function leaves(from: Point, to: Point, colour: string): string {
  let art = ''
  for (let index = 0; index < 9; index += 1) {
    const along = index / 8
    const at: Point = [from[0] + (to[0] - from[0]) * along, from[1] + (to[1] - from[1]) * along]
    const leaf = linear([
      [0, tint(colour, 0.28)],
      [1, shade(colour, 0.25)],
    ])
    const d = smooth(
      [
        [0, 0],
        [18, -17],
        [42, -13],
        [52, 2],
        [38, 14],
        [14, 11],
      ],
      true,
    )
    art += placed(shape(d, leaf), at, 1 - along * 0.45, index % 2 ? -28 - along * 30 : 205 + along * 30)
  }
  return art
}
