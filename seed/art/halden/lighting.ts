import { shade, tint } from '../colour.ts'
import { blurred, circle, clipped, ellipse, linear, placed, radial, rect, shape, stroke } from '../drawing.ts'
import { glaze } from './glaze.ts'
import { turned, type Piece, type Profile } from './lathe.ts'

const warm = '#ffd58a'

const glow = (x: number, y: number, r: number, strength: number): string =>
  circle(
    [x, y],
    r,
    radial([
      [0, '#ffe3ae', strength],
      [0.45, warm, strength * 0.35],
      [1, warm, 0],
    ]),
  )

/** A pendant hangs from above the picture; its opening is seen a little from below and is full of light. */
function pendant(tone: string, profile: Profile): Piece {
  const body = turned({ profile, glaze: glaze(tone), tilt: 0.15, closed: true, rings: 6 })
  const mouth = profile.at(-1)?.[0] ?? 0
  const top = profile[0]?.[1] ?? 0
  const light = radial(
    [
      [0, '#fffbe8'],
      [0.35, '#ffe9b4'],
      [0.8, '#e8b566'],
      [1, shade('#c98c43', 0.3)],
    ],
    [0.46, 0.5],
    0.55,
  )
  const opening =
    ellipse([0, 0], mouth, mouth * 0.15, tint(glaze(tone).colour, 0.3)) +
    ellipse([0, 0], mouth - 7, (mouth - 7) * 0.145, light)
  const cap = turned({
    profile: [
      [9, 44],
      [16, 36],
      [22, 4],
      [22, 0],
    ],
    glaze: glaze('Brass'),
    closed: true,
  })
  const cord = rect([-2.5, -top - 900], [5, 870], '#4a3b30') + placed(cap.art, [0, -top + 2])
  const beam = linear(
    [
      [0, '#ffe7b5', 0.5],
      [1, '#ffe7b5', 0],
    ],
    [0, 0, 0, 1],
  )
  const cone = blurred(shape(`M${-mouth} 4L${mouth} 4L${mouth * 1.7} 420L${-mouth * 1.7} 420Z`, beam), 18, 0.75)
  return { ...body, art: cone + glow(0, 20, mouth * 1.6, 0.5) + cord + body.art + opening, focus: [-30, -top * 0.3] }
}

export const domePendant = (tone: string): Piece =>
  pendant(tone, [
    [24, 250],
    [60, 240],
    [140, 206],
    [202, 140],
    [226, 60],
    [230, 0],
  ])
export const conePendant = (tone: string): Piece =>
  pendant(tone, [
    [26, 300],
    [40, 280],
    [70, 190],
    [120, 90],
    [172, 22],
    [178, 0],
  ])

function litShade(top: number, bottom: number, height: number): string {
  const d = `M${-top} ${-height}L${-bottom} 0A${bottom} ${bottom * 0.15} 0 0 0 ${bottom} 0L${top} ${-height}A${top} ${top * 0.15} 0 0 0 ${-top} ${-height}Z`
  const cloth = linear(
    [
      [0, '#c9a46c'],
      [0.28, '#f6dcab'],
      [0.48, '#fff0cf'],
      [0.75, '#efcf98'],
      [1, '#b68c55'],
    ],
    [-bottom, 0, bottom, 0],
    true,
  )
  const core = ellipse([0, -height * 0.42], bottom * 0.6, height * 0.36, '#fff7df')
  let threads = ''
  for (let y = -height; y < 24; y += 7) threads += rect([-bottom, y], [bottom * 2, 1.6], '#8a6436', 0, 'opacity="0.1"')
  for (let x = -bottom; x < bottom; x += 9)
    threads += rect([x, -height - 30], [1.4, height + 80], '#8a6436', 0, 'opacity="0.07"')
  const rim =
    ellipse([0, -height], top, top * 0.15, '#fff3d6') + ellipse([0, -height], top - 4, (top - 4) * 0.15, '#f7d795')
  return shape(d, cloth) + clipped(blurred(core, 26, 0.9) + threads, d) + rim
}

export function tableLamp(tone: string): Piece {
  const base = turned({
    profile: [
      [20, 260],
      [24, 240],
      [60, 214],
      [112, 150],
      [122, 90],
      [96, 24],
      [74, 0],
    ],
    glaze: glaze(tone),
    rings: 7,
    rawFoot: 18,
    closed: true,
  })
  const stem = rect(
    [-8, -330],
    [16, 80],
    linear([
      [0, '#7d6232'],
      [0.4, '#e5c98d'],
      [1, '#6b522a'],
    ]),
  )
  const art = glow(0, -400, 420, 0.55) + base.art + stem + placed(litShade(118, 190, 220), [0, -310])
  const outline = `${base.outline}M-118 -530L-190 -310L190 -310L118 -530Z`
  return { ...base, art, outline, width: 380, height: 545, focus: [-40, -290] }
}

export function mushroomLamp(tone: string): Piece {
  const stem = turned({
    profile: [
      [34, 220],
      [36, 160],
      [48, 80],
      [80, 22],
      [84, 0],
    ],
    glaze: glaze(tone),
    closed: true,
    rawFoot: 12,
  })
  const cap = turned({
    profile: [
      [14, 146],
      [70, 136],
      [142, 96],
      [174, 40],
      [172, 0],
    ],
    glaze: glaze(tone),
    tilt: 0.14,
    closed: true,
    rings: 4,
  })
  const lit = ellipse(
    [0, 0],
    170,
    24,
    radial([
      [0, '#fffbe8'],
      [0.5, '#ffe3a4'],
      [1, '#d79c4d'],
    ]),
  )
  const spill = clipped(blurred(ellipse([0, -214], 70, 60, '#ffdf9c'), 18, 0.9), stem.outline)
  const art = glow(0, -190, 360, 0.6) + stem.art + spill + placed(cap.art + lit, [0, -206])
  const dome = 'M-172 -206L-174 -250L-142 -302L0 -352L142 -302L174 -250L172 -206Z'
  return { ...stem, art, outline: stem.outline + dome, width: 348, height: 352, focus: [-60, -250] }
}

export function flame(height: number): string {
  const d = `M0 0C${-height * 0.3} ${-height * 0.2} ${-height * 0.2} ${-height * 0.55} 0 ${-height}C${height * 0.2} ${-height * 0.55} ${height * 0.3} ${-height * 0.2} 0 0Z`
  const fire = linear(
    [
      [0, '#fff3c4'],
      [0.55, '#ffc65c'],
      [1, '#e8862e', 0.7],
    ],
    [0, 0, 0, 1],
  )
  const halo = glow(0, -height * 0.5, height * 3.4, 0.7)
  return (
    halo +
    stroke('M0 8L0 -8', '#3a2a20', 4) +
    blurred(shape(d, fire), 1.6) +
    ellipse([0, -height * 0.28], height * 0.08, height * 0.2, '#fffdf2')
  )
}
