import { circle, round, stroke, type Point } from '../drawing.ts'
import { dark, light } from './paint.ts'

const at = (centre: Point, r: number, angle: number): Point => [
  centre[0] + Math.cos(angle) * r,
  centre[1] + Math.sin(angle) * r,
]

/** Spokes leave the hub flange at a tangent and cross their neighbours, as they are laced on a real wheel. */
function spokes(centre: Point, rim: number, count: number): string {
  let lines = ''
  for (let index = 0; index < count; index += 1) {
    const angle = (index / count) * Math.PI * 2
    const lean = (index % 2 ? 1 : -1) * 0.95
    const [x1, y1] = at(centre, 20, angle + lean)
    const [x2, y2] = at(centre, rim, angle)
    lines += `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`
  }
  return stroke(lines, '#cfd4da', 2.6, 'opacity="0.9"')
}

export function wheel(centre: Point, radius: number, wall = '#23252e'): string {
  const ring = (r: number, colour: string, width: number, extra = ''): string =>
    circle(centre, r, 'none', `stroke="${colour}" stroke-width="${width}" ${extra}`)
  const rim = radius - 40
  const [x1, y1] = at(centre, radius - 12, Math.PI * 1.08)
  const [x2, y2] = at(centre, radius - 12, Math.PI * 1.45)
  const shine = stroke(
    `M${round(x1)} ${round(y1)}A${radius - 12} ${radius - 12} 0 0 1 ${round(x2)} ${round(y2)}`,
    light('#23252e', 0.35),
    5,
  )
  return (
    ring(radius - 15, '#16171d', 30) +
    ring(radius - 24, wall, 12) +
    ring(rim, '#8f98a3', 14) +
    ring(rim + 2, '#dfe3e8', 5) +
    shine +
    spokes(centre, rim - 4, radius > 300 ? 32 : 24) +
    circle(centre, 22, dark('#8f98a3', 0.3)) +
    circle(centre, 13, '#dfe3e8') +
    circle(centre, 6, '#3a3e48')
  )
}
