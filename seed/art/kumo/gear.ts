import { circle, clipped, ellipse, group, placed, polygon, rect, shape, smooth, stroke } from '../drawing.ts'
import { cel, dark, light, paint, tube } from './paint.ts'

/** All gear is drawn around (0, 0), about 600 units wide. */
export type Gear = (tone: string) => string

const buckle = (x: number, y: number): string =>
  rect([x - 27, y - 24], [54, 48], '#c3cad2', 9) + rect([x - 15, y - 12], [30, 24], '#2b2f3d', 4)

export const messengerBag: Gear = (tone) => {
  const colour = paint(tone)
  const belt =
    stroke('M-240 -120C-230 -330 230 -330 240 -120', dark(colour, 0.5), 44) +
    stroke('M-240 -120C-230 -330 230 -330 240 -120', dark(colour, 0.2), 30)
  const body = 'M-280 -120H280L262 190Q258 220 226 220H-226Q-258 220 -262 190Z'
  const flap = 'M-292 -150H292L280 80Q276 104 250 104H-250Q-276 104 -280 80Z'
  const straps = [-130, 130].map((x) => rect([x - 22, -40], [44, 210], dark(colour, 0.55), 5) + buckle(x, 96))
  return (
    belt +
    cel(body, dark(colour, 0.22), 20) +
    cel(flap, colour, 22) +
    straps.join('') +
    rect([-50, -100], [100, 30], light(colour, 0.75), 4) +
    stroke('M-262 76H262', light(colour, 0.4), 3, 'stroke-dasharray="12 9"')
  )
}

export const backpack: Gear = (tone) => {
  const colour = paint(tone)
  const body = 'M-190 -150C-214 40 -216 160 -196 268Q-190 296 -158 296H158Q190 296 196 268C216 160 214 40 190 -150Z'
  const roll = 'M-206 -230H206Q232 -186 206 -140H-206Q-232 -186 -206 -230Z'
  const pocket = 'M-136 70H136V226Q136 250 112 250H-112Q-136 250 -136 226Z'
  return (
    stroke('M-70 -230Q0 -320 70 -230', dark(colour, 0.5), 26) +
    cel(body, colour, 24) +
    cel(roll, dark(colour, 0.15), 12) +
    stroke('M-196 -206H196', light(colour, 0.35), 4) +
    cel(pocket, light(colour, 0.12), 14) +
    stroke('M-116 104H116', dark(colour, 0.6), 9) +
    rect([-24, -250], [48, 250], dark(colour, 0.55), 5) +
    buckle(0, -40) +
    rect([-56, 168], [112, 20], '#e9eef2', 4)
  )
}

export const pannier: Gear = (tone) => {
  const colour = paint(tone)
  const hooks = [-110, 110].map((x) => stroke(`M${x} -190V-262q0 -26 30 -26t30 26`, '#3d424d', 24))
  const body = 'M-212 -190H212L236 210Q238 250 198 250H-198Q-238 250 -236 210Z'
  const top = 'M-226 -214H226V-120Q0 -84 -226 -120Z'
  const mark =
    circle([0, 70], 66, light(colour, 0.8)) +
    rect([-66, 72], [132, 80], colour) +
    rect([-66, 88], [132, 8], light(colour, 0.8)) +
    rect([-50, 108], [100, 8], light(colour, 0.8))
  return (
    hooks.join('') +
    cel(body, colour, 24) +
    clipped(mark, 'M-100 0H100V120H-100Z') +
    cel(top, dark(colour, 0.2), 12) +
    rect([-20, -214], [40, 190], dark(colour, 0.6), 5) +
    buckle(0, -50) +
    rect([-180, 196], [360, 16], '#e9eef2', 5)
  )
}

export const barBag: Gear = (tone) => {
  const colour = paint(tone)
  const body = 'M-230 -120H200Q260 -110 260 0T200 120H-230Q-280 110 -280 0T-230 -120Z'
  const end =
    ellipse([-232, 0], 48, 118, dark(colour, 0.3)) +
    ellipse([-236, -4], 36, 100, dark(colour, 0.1)) +
    stroke('M-236 -60V60', light(colour, 0.5), 8)
  const loops = [-90, 120].map((x) => rect([x - 20, -172], [40, 300], dark(colour, 0.6), 10) + buckle(x, -10))
  return (
    tube('M-330 -190H330', '#c3cad2', 30) +
    cel(body, colour, 24) +
    stroke('M-170 -78H214', light(colour, 0.5), 8) +
    end +
    loops.join('')
  )
}

export const saddleBag: Gear = (tone) => {
  const colour = paint(tone)
  const body =
    'M-250 -90C-200 -150 120 -150 240 -120Q280 -106 270 -50C240 90 120 160 -20 160C-160 160 -240 60 -250 -90Z'
  const seat = 'M-330 -190C-280 -240 60 -210 330 -226C350 -190 200 -150 40 -140C-120 -128 -300 -120 -330 -190Z'
  return (
    stroke('M-120 -150L-60 -60M160 -170L120 -60', dark(colour, 0.6), 30) +
    cel(body, colour, 24) +
    stroke('M-220 -40C-80 -20 140 -40 256 -64', dark(colour, 0.6), 13) +
    rect([-30, 40], [130, 28], '#ff5a3c', 12) +
    cel(seat, '#2b2f3d', 14)
  )
}

export const gloves: Gear = (tone) => {
  const colour = paint(tone)
  const fingers = [-92, -32, 28, 86].map(
    (x, index) =>
      cel(`M${x - 28} 20V${-150 - ([10, 52, 46][index] ?? 0)}q28 -34 56 0V20Z`, colour, 8) +
      rect([x - 28, -112], [56, 26], '#2b2f3d', 4),
  )
  const palm = 'M-124 -30H118Q134 60 118 150L104 196H-104L-118 150Q-134 40 -124 -30Z'
  const thumb = 'M104 90C150 60 160 -10 196 -46Q238 -50 236 -6C220 70 180 150 110 168Z'
  const cuff = 'M-112 186H112V268Q0 286 -112 268Z'
  const knuckles = [-86, -30, 26, 80].map((x) => ellipse([x, 8], 21, 13, dark(colour, 0.5)))
  const one =
    cel(thumb, colour, 8) +
    fingers.join('') +
    cel(palm, colour, 18) +
    knuckles.join('') +
    cel(cuff, '#2b2f3d', 10) +
    rect([-50, 206], [120, 36], light(colour, 0.7), 6)
  return placed(group(one, 'transform="scale(-1 1)"'), [-170, -20], 0.86, -10) + placed(one, [170, 30], 0.86, 10)
}

export const bottle: Gear = (tone) => {
  const colour = paint(tone)
  const body =
    'M-104 -150Q-110 -176 -80 -190H80Q110 -176 104 -150V-40Q84 -16 104 8V270Q104 300 74 300H-74Q-104 300 -104 270V8Q-84 -16 -104 -40Z'
  const marks = [70, 110, 150, 190, 230].map((y) => rect([54, y], [30, 6], light(colour, 0.75), 3))
  const wave = stroke(
    smooth([
      [-104, 150],
      [-50, 110],
      [0, 150],
      [50, 190],
      [104, 150],
    ]),
    light(colour, 0.75),
    24,
  )
  return (
    cel('M-40 -330H40V-250H-40Z', '#2b2f3d', 9) +
    cel('M-92 -256H92L84 -186H-84Z', '#2b2f3d', 12) +
    cel(body, colour, 26) +
    clipped(wave, body) +
    marks.join('') +
    rect([-84, -140], [15, 90], light(colour, 0.7), 7)
  )
}

export const bell: Gear = (tone) => {
  const colour = paint(tone)
  const cup = 'M-230 70C-230 -130 -110 -220 0 -220S230 -130 230 70Q0 130 -230 70Z'
  return (
    tube('M-330 170H330', '#565c68', 56) +
    rect([-60, 90], [120, 120], '#2b2f3d', 14) +
    cel(cup, colour, 34) +
    stroke('M-164 0Q-150 -130 -40 -172', light(colour, 0.75), 24) +
    circle([0, -224], 25, dark(colour, 0.3)) +
    tube('M210 40L320 -30', '#c3cad2', 20) +
    circle([330, -36], 26, '#2b2f3d') +
    polygonStar(colour)
  )
}

const polygonStar = (colour: string): string =>
  shape(
    polygon([
      [-40, -20],
      [0, -60],
      [40, -20],
      [0, 20],
    ]),
    dark(colour, 0.4),
  )
