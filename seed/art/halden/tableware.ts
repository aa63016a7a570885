import { shade, tint } from '../colour.ts'
import { blurred, ellipse, linear, placed } from '../drawing.ts'
import { glaze } from './glaze.ts'
import { withHandle } from './handle.ts'
import { turned, type Piece } from './lathe.ts'

const drink = (radius: number, height: number, tilt: number, colour: string): string => {
  const surface = linear([
    [0, shade(colour, 0.5)],
    [0.6, colour],
    [1, tint(colour, 0.25)],
  ])
  return ellipse([0, -height], radius, radius * tilt, surface)
}

export function mug(tone: string): Piece {
  const body = turned({
    profile: [
      [112, 232],
      [110, 190],
      [112, 110],
      [110, 46],
      [98, 10],
      [84, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.22,
    rawFoot: 52,
    rings: 5,
    wall: 8,
  })
  const cup = withHandle(
    body,
    [
      [104, -186],
      [160, -196],
      [182, -140],
      [158, -82],
      [100, -66],
    ],
    glaze(tone),
    25,
  )
  return { ...cup, art: cup.art + drink(96, 222, 0.19, '#5b341d') }
}

export function espressoCup(tone: string): Piece {
  const body = turned({
    profile: [
      [84, 140],
      [82, 110],
      [80, 70],
      [70, 26],
      [54, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.26,
    rawFoot: 26,
    wall: 6,
  })
  const saucer = turned({
    profile: [
      [150, 22],
      [120, 12],
      [80, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.26,
    depth: 0.3,
    wall: 5,
  })
  const well = ellipse([0, -12], 84, 21, shade(glaze(tone).colour, 0.45), 'opacity="0.35"')
  const art = saucer.art + well + placed(body.art + drink(70, 132, 0.23, '#6a3d20'), [0, -10])
  return { ...saucer, art, outline: saucer.outline + body.outline, height: 150, focus: [-20, -120] }
}

function wellOf(radius: number, tilt: number, lift: number, colour: string): string {
  const light = linear(
    [
      [0, shade(colour, 0.3)],
      [0.3, shade(colour, 0.06)],
      [1, tint(colour, 0.22)],
    ],
    [0, 0, 1, 0.4],
  )
  const rim = ellipse([0, -lift], radius, radius * tilt, shade(colour, 0.45), 'opacity="0.4"')
  return rim + ellipse([0, -lift + 3], radius - 2, (radius - 2) * tilt, light)
}

export function plate(tone: string): Piece {
  const { colour } = glaze(tone)
  const body = turned({
    profile: [
      [262, 44],
      [258, 36],
      [200, 14],
      [150, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.4,
    wall: 7,
    depth: 0.22,
  })
  const gleam = blurred(ellipse([-110, -62], 90, 16, '#fffaf0', 'transform="rotate(-14 -110 -62)"'), 10, 0.45)
  return { ...body, art: body.art + wellOf(188, 0.38, 36, colour) + gleam, height: 140, focus: [-120, -60] }
}

function openBowl(tone: string, radius: number, height: number, rawFoot: number): Piece {
  const body = turned({
    profile: [
      [radius, height],
      [radius * 0.97, height * 0.76],
      [radius * 0.82, height * 0.38],
      [radius * 0.55, height * 0.1],
      [radius * 0.42, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.3,
    rawFoot,
    rings: 4,
    wall: 9,
    depth: 0.75,
  })
  const pool = ellipse(
    [-radius * 0.05, -height + radius * 0.1],
    radius * 0.52,
    radius * 0.13,
    tint(glaze(tone).colour, 0.2),
  )
  const gleam = ellipse([radius * 0.4, -height + radius * 0.02], radius * 0.3, radius * 0.08, '#fffaf0')
  return { ...body, art: body.art + blurred(pool, 14, 0.35) + blurred(gleam, 12, 0.4) }
}

export const cerealBowl = (tone: string): Piece => openBowl(tone, 172, 128, 20)
export const servingBowl = (tone: string): Piece => openBowl(tone, 270, 168, 26)
