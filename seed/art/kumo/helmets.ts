import { circle, clipped, placed, rect, shape, stroke } from '../drawing.ts'
import type { Gear } from './gear.ts'
import { cel, dark, light, paint } from './paint.ts'

const dome =
  'M-270 60C-290 -120 -160 -230 20 -230C200 -230 300 -110 292 50C292 78 270 92 240 90C140 78 -120 84 -210 104C-250 108 -268 92 -270 60Z'

const strap = (): string =>
  stroke('M-130 92Q-80 210 10 244M150 88Q110 200 10 244M-20 88Q10 170 10 244', '#1d1e25', 15) +
  rect([-16, 226], [56, 34], '#2b2f3d', 9)

export const urbanHelmet: Gear = (tone) => {
  const colour = paint(tone)
  const vents = [-120, -20, 80].map((x) =>
    placed(shape('M0 0C10 -50 40 -70 70 -74C56 -40 40 -10 30 2Z', dark(colour, 0.68)), [x, -86], 1, 6),
  )
  const rim = stroke('M-262 62C-160 76 120 40 288 56', dark(colour, 0.55), 17)
  return (
    strap() +
    cel(dome, colour, 26) +
    vents.join('') +
    rim +
    stroke('M-196 -100Q-110 -206 30 -204', light(colour, 0.55), 13) +
    circle([214, -20], 15, light(colour, 0.7))
  )
}

export const ventedHelmet: Gear = (tone) => {
  const colour = paint(tone)
  const slots = [
    [-200, -10, 130],
    [-130, -90, 170],
    [-30, -130, 190],
    [-60, -40, 210],
    [90, -90, 160],
  ].map(([x = 0, y = 0, wide = 0]) =>
    shape(
      `M${x} ${y}C${x + wide * 0.3} ${y - 46} ${x + wide * 0.8} ${y - 40} ${x + wide} ${y - 8}C${x + wide * 0.7} ${y} ${x + wide * 0.3} ${y + 20} ${x} ${y}Z`,
      dark(colour, 0.78),
    ),
  )
  const peak = 'M-300 40C-280 10 -200 0 -160 20L-180 84C-240 80 -290 70 -300 40Z'
  return (
    strap() +
    cel(dome, colour, 26) +
    slots.join('') +
    cel(peak, dark(colour, 0.25), 9) +
    stroke('M-180 -130Q-90 -214 40 -212', light(colour, 0.5), 10)
  )
}

export const kidsHelmet: Gear = (tone) => {
  const colour = paint(tone)
  const clouds = [
    [-120, -70, 1],
    [60, -130, 0.8],
    [130, 0, 1.1],
    [-30, 30, 0.7],
  ].map(([x = 0, y = 0, size = 1]) =>
    placed(
      circle([-30, 0], 26, '#fff8ea') +
        circle([4, -16], 34, '#fff8ea') +
        circle([38, 0], 26, '#fff8ea') +
        rect([-40, 0], [88, 26], '#fff8ea', 13),
      [x, y],
      size,
    ),
  )
  const ear = stroke('M-262 62C-160 76 120 40 288 56', '#fff8ea', 20)
  return (
    strap() +
    cel(dome, colour, 26) +
    clipped(clouds.join(''), dome) +
    ear +
    stroke('M-196 -100Q-110 -206 30 -204', light(colour, 0.6), 12)
  )
}

export const visorHelmet: Gear = (tone) => {
  const visor = 'M-292 30C-300 -60 -250 -130 -180 -160L-60 -40C-80 40 -110 150 -190 170C-260 160 -290 100 -292 30Z'
  return (
    urbanHelmet(tone) +
    shape(visor, '#8fd0e8', 'opacity="0.62"') +
    stroke('M-268 20Q-262 -60 -196 -118', '#ffffff', 13, 'opacity="0.85"') +
    circle([-92, -24], 22, '#2b2f3d')
  )
}
