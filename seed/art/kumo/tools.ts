import { circle, clipped, ellipse, placed, polygon, radial, rect, shape, stroke } from '../drawing.ts'
import type { Gear } from './gear.ts'
import { cel, dark, light, paint, tube } from './paint.ts'

export const frontLight: Gear = (tone) => {
  const colour = paint(tone)
  const beam =
    shape(
      polygon([
        [150, -70],
        [1400, -650],
        [1400, 720],
        [150, 90],
      ]),
      '#fff3bf',
      'opacity="0.32"',
    ) +
    shape(
      polygon([
        [150, -50],
        [1400, -300],
        [1400, 360],
        [150, 70],
      ]),
      '#fff3bf',
      'opacity="0.5"',
    )
  const body = 'M-260 -70Q-260 -96 -232 -96H60L130 -130H160V150H130L60 116H-232Q-260 116 -260 90Z'
  const fins = [-40, -10, 20].map((x) => rect([x, -92], [12, 204], dark(colour, 0.5)))
  const clamp =
    rect([-150, 112], [120, 60], '#2b2f3d', 10) + circle([-90, 210], 66, 'none', 'stroke="#2b2f3d" stroke-width="30"')
  return (
    beam +
    clamp +
    cel(body, colour, 22) +
    fins.join('') +
    ellipse([158, 10], 34, 138, '#2b2f3d') +
    ellipse([164, 10], 26, 116, '#fff8dc') +
    ellipse([168, 10], 12, 60, '#ffd95a') +
    rect([-190, -122], [80, 28], '#ff5a3c', 8) +
    circle([-200, 60], 9, '#7be0a5')
  )
}

export const miniLight: Gear = (tone) => {
  const colour = paint(tone)
  const glow = circle(
    [0, -20],
    330,
    radial([
      [0, '#fff3bf', 0.75],
      [1, '#fff3bf', 0],
    ]),
  )
  const body = 'M-150 -110Q-150 -180 -80 -180H80Q150 -180 150 -110V90Q150 160 80 160H-80Q-150 160 -150 90Z'
  const leds = [-60, 0, 60].map((x) => circle([x, -20], 25, '#fffdf2') + circle([x, -20], 12, '#ffd95a'))
  return (
    glow +
    stroke('M-110 150Q0 330 110 150', '#2b2f3d', 38) +
    cel(body, colour, 22) +
    rect([-112, -76], [224, 112], '#2b2f3d', 44) +
    leds.join('') +
    rect([-40, 84], [80, 22], light(colour, 0.6), 10)
  )
}

export const rearLight: Gear = (tone) => {
  const colour = paint(tone)
  const glow = [360, 280, 200].map((r) => circle([0, -10], r, '#ff3b24', 'opacity="0.16"'))
  const body = 'M-120 -190Q-120 -240 -70 -240H70Q120 -240 120 -190V170Q120 220 70 220H-70Q-120 220 -120 170Z'
  let leds = ''
  for (let row = 0; row < 6; row += 1)
    for (let column = 0; column < 3; column += 1)
      leds +=
        circle([-48 + column * 48, -150 + row * 54], 19, '#ff8a70') +
        circle([-52 + column * 48, -154 + row * 54], 8, '#ffe2d8')
  return (
    glow.join('') +
    tube('M40 -330V330', '#565c68', 56) +
    cel(body, colour, 20) +
    rect([-84, -196], [168, 366], '#c41f0e', 30) +
    leds
  )
}

export const lightSet: Gear = (tone) =>
  placed(miniLight(tone), [-170, 20], 0.86) + placed(rearLight(tone), [200, 0], 0.8)

export const shackleLock: Gear = (tone) => {
  const colour = paint(tone)
  const bow = 'M-150 100V-120A150 150 0 0 1 150 -120V100'
  const body = 'M-240 80H240Q276 80 276 130T240 190H-240Q-276 190 -276 130T-240 80Z'
  return (
    tube(bow, '#4a505c', 62) +
    cel(body, colour, 20) +
    circle([0, 134], 32, '#2b2f3d') +
    rect([-5, 116], [10, 36], '#c3cad2', 3) +
    rect([-220, 96], [110, 16], light(colour, 0.55), 8)
  )
}

export const foldingLock: Gear = (tone) => {
  const colour = paint(tone)
  const bar = (turn: number, x: number, y: number): string =>
    placed(
      cel('M-30 -34H300Q334 -34 334 0T300 34H-30Q-64 34 -64 0T-30 -34Z', colour, 10) +
        circle([0, 0], 20, '#c3cad2') +
        circle([270, 0], 20, '#c3cad2') +
        circle([0, 0], 8, '#2b2f3d'),
      [x, y],
      0.9,
      turn,
    )
  return (
    bar(-62, -250, 190) +
    bar(34, -134, -42) +
    bar(-70, 66, 92) +
    placed(
      cel('M-66 -60H110Q140 -60 140 0T110 60H-66Q-96 60 -96 0T-66 -60Z', '#2b2f3d', 12) +
        circle([30, 0], 22, '#c3cad2'),
      [150, -160],
      1,
      -70,
    )
  )
}

export const floorPump: Gear = (tone) => {
  const colour = paint(tone)
  const gauge =
    circle([0, 214], 66, '#2b2f3d') +
    circle([0, 214], 52, '#f4efe2') +
    stroke('M0 214L28 184', '#e5472d', 8) +
    circle([0, 214], 8, '#2b2f3d')
  const hose = stroke('M30 250C190 230 190 40 150 -60S160 -230 96 -250', '#1d1e25', 17)
  const foot = 'M-170 300Q-160 262 -110 262H110Q160 262 170 300Z'
  return (
    hose +
    tube('M0 -230V-330', '#c3cad2', 26) +
    cel('M-170 -366H170Q192 -346 170 -322H-170Q-192 -346 -170 -366Z', '#2b2f3d', 8) +
    cel('M-40 -236H40V270H-40Z', colour, 15) +
    rect([-46, -246], [92, 32], '#2b2f3d', 7) +
    cel(foot, '#2b2f3d', 9) +
    gauge +
    rect([74, -268], [50, 30], '#c3cad2', 6)
  )
}

export const miniPump: Gear = (tone) => {
  const colour = paint(tone)
  const one =
    cel('M-330 -42H120V42H-330Z', colour, 15) +
    rect([120, -32], [160, 64], '#c3cad2') +
    rect([120, -32], [160, 14], '#ffffff') +
    cel('M270 -50H350Q364 0 350 50H270Z', '#2b2f3d', 11) +
    cel('M-400 -54H-320V54H-400Q-414 0 -400 -54Z', '#2b2f3d', 11) +
    [-260, -230, -200].map((x) => rect([x, -42], [12, 84], dark(colour, 0.45))).join('')
  return placed(one, [0, 0], 0.86, -34)
}

const arm = (turn: number, length: number, tip: string): string =>
  placed(
    rect([-15, -length], [30, length], '#c3cad2', 7) + rect([-15, -length], [10, length], '#f2f5f7', 4) + tip,
    [-150, 150],
    1,
    turn,
  )
const hex = (length: number): string =>
  shape(
    polygon([
      [-22, -length - 26],
      [22, -length - 26],
      [22, -length + 20],
      [-22, -length + 20],
    ]),
    '#8f98a3',
  )
const flat = (length: number): string =>
  shape(
    polygon([
      [-11, -length + 10],
      [11, -length + 10],
      [5, -length - 54],
      [-5, -length - 54],
    ]),
    '#8f98a3',
  )

export const multitool: Gear = (tone) => {
  const colour = paint(tone)
  const arms = arm(-34, 330, hex(330)) + arm(-6, 360, flat(360)) + arm(22, 340, hex(340)) + arm(48, 300, flat(300))
  const body = 'M-200 84H250Q296 84 296 150T250 216H-200Q-246 216 -246 150T-200 84Z'
  return (
    arms +
    cel(body, colour, 18) +
    circle([-150, 150], 40, '#2b2f3d') +
    circle([-150, 150], 18, '#c3cad2') +
    circle([220, 150], 40, '#2b2f3d') +
    circle([220, 150], 18, '#c3cad2') +
    rect([-70, 138], [210, 24], light(colour, 0.6), 12)
  )
}

export const saddleSeat: Gear = (tone) => {
  const colour = paint(tone)
  const top =
    'M-330 -60C-320 -140 -200 -130 -40 -96S240 -96 330 -70C350 -50 330 -30 290 -26C120 -20 20 30 -70 100C-160 150 -330 130 -330 -60Z'
  const rivets = [
    [-292, -62],
    [-276, 10],
    [-246, 60],
    [300, -56],
  ].map(([x = 0, y = 0]) => circle([x, y], 13, '#d6a25c') + circle([x - 3, y - 3], 6, '#f2d7a4'))
  return (
    tube('M-220 90Q-60 240 60 150L280 -10', '#c3cad2', 22) +
    cel(top, colour, 26) +
    clipped(stroke('M-300 40Q-120 70 60 -10T320 -50', dark(colour, 0.45), 6, 'stroke-dasharray="16 10"'), top) +
    rivets.join('') +
    stroke('M-270 -96Q-180 -110 -60 -76', light(colour, 0.55), 11)
  )
}

export const repairKit: Gear = (tone) => {
  const colour = paint(tone)
  const lever = (turn: number, x: number): string =>
    placed(
      cel('M-26 -210Q0 -262 30 -214L26 170Q0 200 -26 170Z', colour, 9) + circle([0, 130], 12, dark(colour, 0.6)),
      [x, -30],
      1,
      turn,
    )
  const patches = [
    [90, 150, 60],
    [190, 60, 46],
    [210, 190, 38],
  ].map(([x = 0, y = 0, r = 0]) => circle([x, y], r, '#e5472d') + circle([x, y], r * 0.68, '#1d1e25'))
  const tin =
    cel('M-250 110H30Q52 110 52 140V240Q52 268 30 268H-250Q-272 268 -272 240V140Q-272 110 -250 110Z', '#c3cad2', 14) +
    rect([-230, 158], [240, 62], colour, 8) +
    rect([-196, 180], [120, 14], '#fff8ea', 6)
  return lever(-22, -130) + lever(2, 0) + lever(24, 120) + tin + patches.join('')
}
