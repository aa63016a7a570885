import { shade, tint } from '../colour.ts'
import { blurred, clipped, ellipse, linear, placed, shape, smooth, stroke, type Point } from '../drawing.ts'
import { glaze, type Glaze } from './glaze.ts'
import { turned, type Piece } from './lathe.ts'

/** A pulled handle: the same line three times, dark to light, so that it reads as a round strap. */
function handle(points: readonly Point[], { colour }: Glaze, width: number): string {
  const d = smooth(points)
  return (
    stroke(d, shade(colour, 0.5), width) +
    stroke(d, shade(colour, 0.2), width * 0.72, 'transform="translate(-1.5 -2)"') +
    blurred(stroke(d, tint(colour, 0.35), width * 0.2, 'transform="translate(-3 -4)"'), 2, 0.7)
  )
}

function withHandle(body: Piece, points: readonly Point[], tone: Glaze, width: number): Piece {
  return { ...body, art: handle(points, tone, width) + body.art }
}

const drink = (radius: number, height: number, tilt: number, colour: string): string => {
  const surface = linear([[0, shade(colour, 0.5)], [0.6, colour], [1, tint(colour, 0.25)]])
  return ellipse([0, -height], radius, radius * tilt, surface)
}

export function mug(tone: string): Piece {
  const body = turned({
    profile: [[112, 232], [110, 190], [112, 110], [110, 46], [98, 10], [84, 0]],
    glaze: glaze(tone), tilt: 0.22, rawFoot: 52, rings: 5, wall: 8,
  })
  const cup = withHandle(body, [[104, -186], [160, -196], [182, -140], [158, -82], [100, -66]], glaze(tone), 25)
  return { ...cup, art: cup.art + drink(96, 222, 0.19, '#5b341d') }
}

export function espressoCup(tone: string): Piece {
  const body = turned({
    profile: [[84, 140], [82, 110], [80, 70], [70, 26], [54, 0]],
    glaze: glaze(tone), tilt: 0.26, rawFoot: 26, wall: 6,
  })
  const saucer = turned({ profile: [[150, 22], [120, 12], [80, 0]], glaze: glaze(tone), tilt: 0.26, depth: 0.3, wall: 5 })
  const well = ellipse([0, -12], 84, 21, shade(glaze(tone).colour, 0.45), 'opacity="0.35"')
  const art = saucer.art + well + placed(body.art + drink(70, 132, 0.23, '#6a3d20'), [0, -10])
  return { ...saucer, art, outline: saucer.outline + body.outline, height: 150, focus: [-20, -120] }
}

function wellOf(radius: number, tilt: number, lift: number, colour: string): string {
  const light = linear([[0, shade(colour, 0.3)], [0.3, shade(colour, 0.06)], [1, tint(colour, 0.22)]], [0, 0, 1, 0.4])
  const rim = ellipse([0, -lift], radius, radius * tilt, shade(colour, 0.45), 'opacity="0.4"')
  return rim + ellipse([0, -lift + 3], radius - 2, (radius - 2) * tilt, light)
}

export function plate(tone: string): Piece {
  const { colour } = glaze(tone)
  const body = turned({
    profile: [[262, 44], [258, 36], [200, 14], [150, 0]],
    glaze: glaze(tone), tilt: 0.4, wall: 7, depth: 0.22,
  })
  const gleam = blurred(ellipse([-110, -62], 90, 16, '#fffaf0', 'transform="rotate(-14 -110 -62)"'), 10, 0.45)
  return { ...body, art: body.art + wellOf(188, 0.38, 36, colour) + gleam, height: 140, focus: [-120, -60] }
}

function openBowl(tone: string, radius: number, height: number, rawFoot: number): Piece {
  const body = turned({
    profile: [[radius, height], [radius * 0.97, height * 0.76], [radius * 0.82, height * 0.38], [radius * 0.55, height * 0.1], [radius * 0.42, 0]],
    glaze: glaze(tone), tilt: 0.3, rawFoot, rings: 4, wall: 9, depth: 0.75,
  })
  const pool = ellipse([-radius * 0.05, -height + radius * 0.1], radius * 0.52, radius * 0.13, tint(glaze(tone).colour, 0.2))
  const gleam = ellipse([radius * 0.4, -height + radius * 0.02], radius * 0.3, radius * 0.08, '#fffaf0')
  return { ...body, art: body.art + blurred(pool, 14, 0.35) + blurred(gleam, 12, 0.4) }
}

export const cerealBowl = (tone: string): Piece => openBowl(tone, 172, 128, 20)
export const servingBowl = (tone: string): Piece => openBowl(tone, 270, 168, 26)

export function jug(tone: string): Piece {
  const body = turned({
    profile: [[76, 400], [68, 372], [66, 330], [92, 250], [128, 160], [126, 70], [96, 0]],
    glaze: glaze(tone), tilt: 0.18, rawFoot: 40, rings: 7,
  })
  const spout = smooth([[-60, -398], [-98, -418], [-84, -388], [-64, -356], [-40, -390]], true)
  const lip = linear([[0, tint(glaze(tone).colour, 0.3)], [1, shade(glaze(tone).colour, 0.3)]])
  const cup = withHandle(body, [[62, -366], [126, -392], [166, -320], [158, -220], [116, -176]], glaze(tone), 27)
  return { ...cup, art: cup.art + shape(spout, lip), outline: cup.outline + spout }
}

export function teapot(tone: string): Piece {
  const tones = glaze(tone)
  const body = turned({
    profile: [[72, 226], [112, 212], [168, 160], [180, 104], [150, 34], [104, 0]],
    glaze: tones, tilt: 0.16, rawFoot: 22, rings: 5, closed: true,
  })
  const lid = turned({ profile: [[22, 46], [64, 30], [82, 6], [80, 0]], glaze: tones, tilt: 0.16, closed: true })
  const knob = turned({ profile: [[16, 30], [20, 20], [10, 0]], glaze: glaze('Oak'), tilt: 0.2, closed: true })
  const spout = smooth([[-130, -90], [-206, -130], [-238, -208], [-258, -216], [-252, -196], [-226, -112], [-150, -50]], true)
  const tube = linear([[0, tint(tones.colour, 0.25)], [1, shade(tones.colour, 0.45)]], [-240, -210, -160, -60], true)
  const bail = smooth([[-104, -196], [-128, -290], [0, -388], [128, -290], [104, -196]])
  const strap = stroke(bail, shade('#a9713f', 0.5), 17) + stroke(bail, '#b98352', 11) + stroke(bail, '#d9ae80', 3, 'transform="translate(-3 -3)"')
  const art = strap + shape(spout, tube) + body.art + placed(lid.art, [0, -218]) + placed(knob.art, [0, -258])
  return { ...body, art, outline: body.outline + spout, width: 440, height: 388, focus: [-40, -230] }
}

export function eggCup(tone: string): Piece {
  const cup = turned({ profile: [[62, 108], [60, 88], [40, 54], [26, 36], [44, 8], [52, 0]], glaze: glaze(tone), tilt: 0.22, wall: 5 })
  const egg = smooth([[-50, -104], [-46, -150], [0, -196], [46, -150], [50, -104], [0, -84]], true)
  const shell = linear([[0, '#c99a77'], [0.35, '#f0d2b4'], [1, '#a06f4d']])
  const freckle = clipped(ellipse([16, -150], 2, 2, '#8a5a3c') + ellipse([-20, -132], 1.6, 1.6, '#8a5a3c') + ellipse([4, -120], 2, 2, '#8a5a3c'), egg)
  const front = ellipse([0, -108], 62, 13, 'none', `stroke="${shade(glaze(tone).colour, 0.2)}" stroke-width="3"`)
  const hidden = 'M-62 -108A62 14 0 0 0 62 -108L62 -60L-62 -60Z'
  const art = cup.art + shape(egg, shell) + freckle + clipped(cup.art, hidden) + blurred(front, 2, 0.2)
  return { ...cup, art, outline: cup.outline + egg, height: 196 }
}
