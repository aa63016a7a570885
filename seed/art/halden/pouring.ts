import { shade, tint } from '../colour.ts'
import { linear, placed, shape, smooth, stroke } from '../drawing.ts'
import { glaze, type Glaze } from './glaze.ts'
import { withHandle } from './handle.ts'
import { turned, type Piece } from './lathe.ts'

export function jug(tone: string): Piece {
  const body = turned({
    profile: [
      [76, 400],
      [68, 372],
      [66, 330],
      [92, 250],
      [128, 160],
      [126, 70],
      [96, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.18,
    rawFoot: 40,
    rings: 7,
  })
  const spout = smooth(
    [
      [-60, -398],
      [-98, -418],
      [-84, -388],
      [-64, -356],
      [-40, -390],
    ],
    true,
  )
  const lip = linear([
    [0, tint(glaze(tone).colour, 0.3)],
    [1, shade(glaze(tone).colour, 0.3)],
  ])
  const cup = withHandle(
    body,
    [
      [62, -366],
      [126, -392],
      [166, -320],
      [158, -220],
      [116, -176],
    ],
    glaze(tone),
    27,
  )
  return { ...cup, art: cup.art + shape(spout, lip), outline: cup.outline + spout }
}

function lid(tones: Glaze): string {
  const cover = turned({
    profile: [
      [22, 46],
      [64, 30],
      [82, 6],
      [80, 0],
    ],
    glaze: tones,
    tilt: 0.16,
    closed: true,
  })
  const knob = turned({
    profile: [
      [16, 30],
      [20, 20],
      [10, 0],
    ],
    glaze: glaze('Oak'),
    tilt: 0.2,
    closed: true,
  })
  return placed(cover.art, [0, -218]) + placed(knob.art, [0, -258])
}

/** The bent cane over the pot. */
function bail(): string {
  const d = smooth([
    [-104, -196],
    [-128, -290],
    [0, -388],
    [128, -290],
    [104, -196],
  ])
  return (
    stroke(d, shade('#a9713f', 0.5), 17) +
    stroke(d, '#b98352', 11) +
    stroke(d, '#d9ae80', 3, 'transform="translate(-3 -3)"')
  )
}

export function teapot(tone: string): Piece {
  const tones = glaze(tone)
  const body = turned({
    profile: [
      [72, 226],
      [112, 212],
      [168, 160],
      [180, 104],
      [150, 34],
      [104, 0],
    ],
    glaze: tones,
    tilt: 0.16,
    rawFoot: 22,
    rings: 5,
    closed: true,
  })
  const spout = smooth(
    [
      [-130, -90],
      [-206, -130],
      [-238, -208],
      [-258, -216],
      [-252, -196],
      [-226, -112],
      [-150, -50],
    ],
    true,
  )
  const tube = linear(
    [
      [0, tint(tones.colour, 0.25)],
      [1, shade(tones.colour, 0.45)],
    ],
    [-240, -210, -160, -60],
    true,
  )
  const art = bail() + shape(spout, tube) + body.art + lid(tones)
  return { ...body, art, outline: body.outline + spout, width: 440, height: 388, focus: [-40, -230] }
}
