import { shade, tint } from '../colour.ts'
import { blurred, ellipse, linear, placed, radial, rect, smooth, stroke } from '../drawing.ts'
import { glaze } from './glaze.ts'
import { turned, turnedLight, type Piece } from './lathe.ts'
import { flame } from './lighting.ts'

/** A paper label wraps a vessel, so it takes the vessel's light; lines stand for the printed words. */
function label(width: number, height: number): string {
  const paper = linear([
    [0, '#d8c8ac'],
    [0.3, '#fbf4e4'],
    [0.6, '#f3e8d2'],
    [1, '#bfa987'],
  ])
  const words = [0.26, 0.5, 0.66].map((at, index) =>
    rect(
      [-width * (index ? 0.2 : 0.28), height * at],
      [width * (index ? 0.4 : 0.56), index ? 3 : 7],
      '#5a4636',
      1,
      'opacity="0.75"',
    ),
  )
  return rect([-width / 2, 0], [width, height], paper, 2) + words.join('')
}

export function scentedCandle(tone: string): Piece {
  const body = turned({
    profile: [
      [124, 236],
      [124, 150],
      [122, 40],
      [114, 6],
      [104, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.2,
    wall: 9,
  })
  const wax = ellipse(
    [0, -222],
    112,
    20,
    radial([
      [0, '#fff6d8'],
      [0.5, '#f6e3bb'],
      [1, '#d8bb8d'],
    ]),
  )
  const art = body.art + wax + placed(label(104, 92), [-6, -156]) + placed(flame(62), [0, -222])
  return { ...body, art, height: 300, focus: [-10, -220] }
}

const taperLight = (colour: string) =>
  linear([
    [0, shade(colour, 0.25)],
    [0.3, tint(colour, 0.35)],
    [0.6, colour],
    [1, shade(colour, 0.45)],
  ])

function taper(colour: string, height: number, lit: boolean): string {
  const stick = rect([-13, -height], [26, height], taperLight(colour), 5)
  const tip = ellipse([0, -height + 2], 13, 4, tint(colour, 0.4))
  return stick + tip + (lit ? placed(flame(56), [0, -height]) : stroke(`M0 ${-height}l2 -14`, '#3a2a20', 3))
}

export function taperHolder(tone: string): Piece {
  const base = turned({
    profile: [
      [26, 92],
      [24, 78],
      [30, 50],
      [84, 26],
      [112, 12],
      [110, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.2,
    wall: 6,
  })
  const art = base.art + placed(taper('#e9dcc2', 330, true), [0, -88])
  return { ...base, art, outline: `${base.outline}M-13 -90L-13 -420L13 -420L13 -90Z`, height: 480, focus: [-10, -120] }
}

/** Six dipped tapers laid side by side, tied with paper: sold by colour. */
export function taperBundle(tone: string): Piece {
  const { colour } = glaze(tone)
  const sticks = [-70, -42, -14, 14, 42, 70].map((x, index) =>
    placed(taper(colour, 440 - (index % 2) * 12, false), [x, 0]),
  )
  const band = rect(
    [-86, -200],
    [172, 74],
    linear([
      [0, '#c9b48f'],
      [0.35, '#f6ead2'],
      [1, '#b79c74'],
    ]),
    2,
  )
  const words = rect([-40, -176], [80, 7], '#5a4636', 1) + rect([-26, -156], [52, 4], '#5a4636', 1, 'opacity="0.6"')
  const outline = 'M-84 0L-84 -438L84 -438L84 0Z'
  return { art: sticks.join('') + band + words, outline, width: 172, height: 450, foot: 84, focus: [0, -230] }
}

export function diffuser(tone: string): Piece {
  const glass = glaze(tone)
  const reeds = [-17, -9, -2, 6, 13, 21].map((lean) => {
    const d = `M${lean * 0.4} -150L${lean * 5} -480`
    return stroke(d, '#6d4c2d', 8) + stroke(d, '#b98c5c', 4, 'transform="translate(-1.5 0)"')
  })
  const bottle = turned({
    profile: [
      [30, 236],
      [30, 196],
      [44, 178],
      [98, 160],
      [106, 120],
      [106, 24],
      [98, 0],
    ],
    glaze: glass,
    tilt: 0.16,
    wall: 5,
  })
  const shine = rect([-82, -150], [13, 124], '#fffaf0', 6)
  const collar = rect([-33, -236], [66, 26], turnedLight('#4a3424', 33), 3)
  const front = ellipse([0, -236], 24, 4, '#2a1a12')
  const art = bottle.art + collar + front + reeds.join('') + placed(label(100, 84), [6, -126]) + blurred(shine, 3, 0.55)
  const fan = 'M-10 -236L-90 -480L100 -480L12 -236Z'
  return { ...bottle, art, outline: bottle.outline + fan, height: 480, focus: [-10, -160] }
}

export function incenseBowl(tone: string): Piece {
  const bowl = turned({
    profile: [
      [150, 62],
      [146, 46],
      [112, 14],
      [84, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.3,
    wall: 8,
    depth: 0.6,
    rawFoot: 12,
  })
  const ash = ellipse(
    [0, -52],
    112,
    30,
    radial([
      [0, '#d9cfc1'],
      [1, '#a89b8a'],
    ]),
  )
  const stick = stroke('M4 -52L52 -330', '#5b3a26', 6) + ellipse([52, -330], 4.5, 5, '#ff9d4d')
  const smoke = smooth([
    [52, -336],
    [40, -400],
    [84, -460],
    [52, -540],
    [92, -620],
  ])
  const art = bowl.art + ash + stick + blurred(stroke(smoke, '#fffaf0', 14), 7, 0.6)
  return { ...bowl, art, height: 340, focus: [0, -80] }
}
