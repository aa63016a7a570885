import { random } from '../../random.ts'
import { shade, tint } from '../colour.ts'
import { blurred, circle, clipped, linear, rect, round, shape, smooth, stroke, type Point } from '../drawing.ts'
import { glaze } from './glaze.ts'
import type { Piece } from './lathe.ts'

/** Warp and weft, as a pattern that is laid over any cloth shape. */
function weave(colour: string, size = 6): string {
  const id = `weave${colour.slice(1)}${size}`
  const half = size / 2
  const threads =
    `<path d="M0 ${half / 2}H${size}M0 ${half * 1.5}H${size}" stroke="${shade(colour, 0.5)}" stroke-width="${size / 7}" opacity="0.28"/>` +
    `<path d="M${half / 2} 0V${size}M${half * 1.5} 0V${size}" stroke="${tint(colour, 0.7)}" stroke-width="${size / 8}" opacity="0.4"/>`
  const def = `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">${threads}</pattern>`
  return `${def}<rect x="-600" y="-900" width="1200" height="1400" fill="url(#${id})"/>`
}

function fringe(from: Point, to: Point, count: number, length: number, colour: string): string {
  const next = random(count)
  let art = ''
  for (let index = 0; index <= count; index += 1) {
    const along = index / count
    const [x, y] = [from[0] + (to[0] - from[0]) * along, from[1] + (to[1] - from[1]) * along]
    const sway = (next() - 0.5) * 12
    const d = `M${round(x)} ${round(y)}q${round(sway)} ${round(length * 0.5)} ${round(sway * 0.6)} ${round(length * (0.85 + next() * 0.3))}`
    art += stroke(d, index % 3 ? shade(colour, 0.12) : shade(colour, 0.3), 7)
  }
  return art
}

/** One folded cloth seen from the front corner: a top face and the rounded folds of its front edge. */
function fold(width: number, thick: number, base: number, colour: string): string {
  const [half, back, deep] = [width / 2, width * 0.43, width * 0.2]
  const r = thick / 2
  const lie = `M${-half + r} ${-base - thick}Q0 ${-base - thick + 6} ${half - r} ${-base - thick}A${r} ${r} 0 0 1 ${half - r} ${-base}Q0 ${-base + 6} ${-half + r} ${-base}A${r} ${r} 0 0 1 ${-half + r} ${-base - thick}Z`
  const top = `M${-half + 6} ${-base - thick}L${-back} ${-base - thick - deep}Q0 ${-base - thick - deep - 5} ${back} ${-base - thick - deep}L${half - 6} ${-base - thick}Q0 ${-base - thick + 6} ${-half + 6} ${-base - thick}Z`
  const across = linear(
    [
      [0, tint(colour, 0.25)],
      [0.4, colour],
      [1, shade(colour, 0.26)],
    ],
    [0, 0, 1, 0.35],
  )
  const edge = linear(
    [
      [0, tint(colour, 0.12)],
      [0.5, shade(colour, 0.12)],
      [1, shade(colour, 0.48)],
    ],
    [0, 0, 0, 1],
  )
  const seam = stroke(
    `M${-half + 12} ${-base - thick * 0.45}Q0 ${-base - thick * 0.45 + 5} ${half - 12} ${-base - thick * 0.45}`,
    shade(colour, 0.55),
    2.5,
    'opacity="0.6"',
  )
  return shape(top, across) + clipped(weave(colour, 5), top) + shape(lie, edge) + clipped(weave(colour, 5), lie) + seam
}

function pile(width: number, thick: number, layers: number, colours: readonly string[]): Piece {
  let art = ''
  for (let layer = 0; layer < layers; layer += 1) {
    art += fold(width - (layer % 2) * 10, thick, layer * thick * 0.94, colours[layer % colours.length] ?? '#e0d3bd')
  }
  const height = layers * thick * 0.94
  const half = width / 2
  const outline = `M${-half} 0L${-half} ${-height}L${-width * 0.43} ${-height - width * 0.2}L${width * 0.43} ${-height - width * 0.2}L${half} ${-height}L${half} 0Z`
  return { art, outline, width, height: height + width * 0.2, foot: half * 0.96, focus: [-half * 0.4, -height] }
}

export function napkins(tone: string): Piece {
  const { colour } = glaze(tone)
  const stack = pile(380, 38, 4, [colour, tint(colour, 0.14)])
  const tie = '#8a6a48'
  const y = -4 * 38 * 0.94
  const string =
    stroke(`M-14 0L-14 ${y}L-10 ${y - 74}`, tie, 6) +
    stroke(`M-14 ${y - 2}q-50 -44 -66 -8q10 30 66 8q50 -46 70 -10q-12 32 -70 10`, tie, 5)
  return { ...stack, art: stack.art + string }
}

export function throwBlanket(tone: string): Piece {
  const { colour } = glaze(tone)
  const stack = pile(500, 66, 3, [colour])
  const stripes = [0.62, 0.7].map((at) =>
    stroke(`M${500 * (at - 0.62) + 70} -186L${500 * (at - 0.62) + 58} -284`, tint(colour, 0.6), 14, 'opacity="0.75"'),
  )
  const ends = fringe([-232, -128], [232, -128], 34, 66, tint(colour, 0.3))
  return { ...stack, art: stack.art + stripes.join('') + ends, focus: [-60, -160] }
}

export function tableRunner(tone: string): Piece {
  const { colour } = glaze(tone)
  const stack = pile(440, 46, 3, [colour, shade(colour, 0.05)])
  const hem = stroke('M-196 -140Q0 -134 196 -140', tint(colour, 0.6), 3, 'stroke-dasharray="9 8" opacity="0.8"')
  return { ...stack, art: stack.art + hem }
}

/** Hung over a peg, the cloth falls in folds that run together at the top. */
export function teaTowel(tone: string): Piece {
  const { colour } = glaze(tone)
  const ground = '#ede3cf'
  const outline = smooth(
    [
      [-26, -600],
      [-74, -520],
      [-128, -300],
      [-150, -40],
      [-148, 6],
      [-96, 14],
      [-40, 2],
      [20, 16],
      [78, 4],
      [138, 12],
      [150, -40],
      [126, -300],
      [72, -520],
      [26, -600],
    ],
    true,
  )
  const folds = [-96, -52, 4, 58, 104].map((x, index) => {
    const line = smooth([
      [x * 0.12, -596],
      [x * 0.6, -420],
      [x * 0.96, -180],
      [x, 20],
    ])
    return (
      blurred(stroke(line, index % 2 ? shade(ground, 0.55) : shade(ground, 0.4), 20), 8, 0.4) +
      blurred(stroke(line, '#fffaf0', 9, 'transform="translate(-18 0)"'), 5, 0.6)
    )
  })
  const bands = [-150, -118, -50].map((y, index) =>
    stroke(`M-170 ${y}q80 14 170 2q90 -10 170 2`, colour, index === 1 ? 26 : 9, 'opacity="0.85"'),
  )
  const body = linear([
    [0, shade(ground, 0.16)],
    [0.3, ground],
    [0.7, shade(ground, 0.08)],
    [1, shade(ground, 0.3)],
  ])
  const peg =
    circle(
      [0, -606],
      24,
      linear([
        [0, '#d6a877'],
        [1, '#7c5531'],
      ]),
    ) + circle([-4, -610], 15, '#c99765')
  const loop = stroke('M-8 -592q8 -34 16 0', colour, 6)
  const art = shape(outline, body) + clipped(bands.join('') + folds.join('') + weave(ground, 5), outline) + peg + loop
  return { art, outline, width: 300, height: 630, foot: 150, focus: [-30, -110] }
}

export function cushion(tone: string): Piece {
  const { colour } = glaze(tone)
  const outline = smooth(
    [
      [-250, -470],
      [-120, -452],
      [0, -448],
      [120, -452],
      [250, -470],
      [238, -350],
      [232, -235],
      [240, -110],
      [254, -6],
      [120, -18],
      [0, -14],
      [-120, -18],
      [-254, -6],
      [-240, -110],
      [-232, -235],
      [-238, -350],
    ],
    true,
  )
  const body = linear(
    [
      [0, tint(colour, 0.2)],
      [0.45, colour],
      [1, shade(colour, 0.45)],
    ],
    [0, 0, 1, 0.8],
  )
  const puff = blurred(shape('M-150 -380Q0 -420 120 -370Q60 -260 -60 -220Q-180 -260 -150 -380Z', '#fffaf0'), 50, 0.4)
  const low = blurred(shape('M-240 -40Q0 -120 240 -60L260 20L-260 20Z', '#2a1a12'), 34, 0.3)
  const creases = [
    [-230, -450, -160, -370],
    [232, -450, 160, -380],
    [-236, -24, -160, -100],
    [240, -24, 170, -110],
  ].map(([x1, y1, x2, y2]) => blurred(stroke(`M${x1} ${y1}L${x2} ${y2}`, shade(colour, 0.6), 12), 7, 0.5))
  const stripes = [-110, -84, 84, 110].map((x) =>
    stroke(
      smooth([
        [x * 1.03, -456],
        [x * 1.12, -235],
        [x * 1.03, -12],
      ]),
      tint(colour, 0.6),
      Math.abs(x) > 100 ? 5 : 11,
      'opacity="0.8"',
    ),
  )
  const piping =
    stroke(outline, shade(colour, 0.35), 7) + stroke(outline, tint(colour, 0.25), 2.5, 'transform="translate(-1.5 -2)"')
  const art =
    shape(outline, body) +
    clipped(stripes.join('') + weave(colour, 6) + puff + low + creases.join(''), outline) +
    piping
  return { art, outline, width: 508, height: 470, foot: 230, focus: [-90, -330] }
}

/** A tray of pale oak for still lifes. */
export function board(width: number): Piece {
  const half = width / 2
  const wood = linear([
    [0, '#d4aa7b'],
    [0.5, '#b88a5b'],
    [1, '#8c6238'],
  ])
  const top = `M${-half} -16L${-half * 0.86} -70L${half * 0.86} -70L${half} -16Z`
  const grain = [-60, -52, -41, -30, -22].map((y, index) =>
    stroke(`M${-half} ${y}q${half * 0.6} ${index % 2 ? 5 : -5} ${half} 0t${half} 0`, '#7c5531', 1.6, 'opacity="0.35"'),
  )
  const art =
    rect([-half, -18], [width, 18], shade('#a87a4b', 0.25), 3) + shape(top, wood) + clipped(grain.join(''), top)
  return {
    art,
    outline: `${top}M${-half} 0L${-half} -16L${half} -16L${half} 0Z`,
    width,
    height: 70,
    foot: half,
    focus: [0, -40],
  }
}
