import { circle, placed, polygon, polyline, rect, round, shape, smooth, stroke, type Point } from '../drawing.ts'
import { between, builds, jointsOf, type BicycleKind, type Build, type Joints } from './bicycle-geometry.ts'
import { cel, dark, light, paint, tube } from './paint.ts'
import { wheel } from './wheel.ts'

function frame(build: Build, joints: Joints, colour: string): string {
  const { bracket, rear, crown, headTop, seat } = joints
  const low = between(bracket, seat, 0.36)
  const stays =
    tube(polyline([rear, bracket]), colour, 19) + tube(polyline([rear, between(bracket, seat, 0.9)]), colour, 16)
  const neck = between(crown, headTop, 0.22)
  const middle = between(neck, bracket, 0.52)
  const down = build.low
    ? tube(smooth([neck, [middle[0] - 12, middle[1] + 38], bracket]), colour, 36)
    : tube(polyline([neck, bracket]), colour, 36)
  const upper = between(crown, headTop, 0.8)
  const top = build.low
    ? tube(smooth([upper, [between(upper, low, 0.5)[0] + 6, between(upper, low, 0.5)[1] + 62], low]), colour, 26)
    : tube(polyline([upper, between(bracket, seat, 0.92)]), colour, 30)
  const tubes =
    stays + down + top + tube(polyline([bracket, seat]), colour, 31) + tube(polyline([crown, headTop]), colour, 42)
  const band = (from: Point, to: Point): string =>
    stroke(
      polyline([between(from, to, 0.4), between(from, to, 0.47)]),
      light(colour, 0.75),
      33,
      'style="stroke-linecap:butt"',
    )
  const battery = build.battery
    ? placed(
        cel('M-160 -34H150L168 -10V26H-160Z', '#23252e', 8) + rect([-120, -10], [60, 8], '#7be0a5', 4),
        [between(neck, bracket, 0.5)[0] + 12, between(neck, bracket, 0.5)[1] - 38],
        1,
        -48 + (build.radius < 300 ? 8 : 0),
      )
    : ''
  return tubes + (build.low ? '' : band(neck, bracket)) + battery + circle(bracket, 27, dark(colour, 0.3))
}

function fork({ front, crown }: Joints, colour: string): string {
  return tube(smooth([crown, between(crown, front, 0.55), [front[0] - 20, front[1] - 70], front]), colour, 21)
}

const fender = ([x, y]: Point, radius: number, from: number, to: number, colour: string): string => {
  const r = radius + 16
  const point = (degrees: number): string => {
    const angle = (degrees * Math.PI) / 180
    return `${round(x + Math.cos(angle) * r)} ${round(y + Math.sin(angle) * r)}`
  }
  const d = `M${point(from)}A${r} ${r} 0 0 1 ${point(to)}`
  return stroke(d, dark(colour, 0.35), 17) + stroke(d, colour, 10)
}

function drive({ bracket, rear }: Joints): string {
  const chain = `M${bracket[0]} ${bracket[1] - 66}L${rear[0]} ${rear[1] - 27}M${bracket[0]} ${bracket[1] + 66}L${rear[0]} ${rear[1] + 27}`
  const links =
    stroke(chain, '#15161c', 9) + stroke(chain, '#b6bec8', 5, 'stroke-dasharray="6 7" style="stroke-linecap:butt"')
  const ring =
    circle(bracket, 68, 'none', 'stroke="#15161c" stroke-width="7" stroke-dasharray="7 5"') +
    circle(bracket, 61, 'none', 'stroke="#c3cad2" stroke-width="10"')
  const arms = [0, 72, 144, 216, 288].map((turn) => placed(rect([-5, -60], [10, 60], '#8f98a3', 3), bracket, 1, turn))
  const [px, py] = [bracket[0] + 96, bracket[1] + 138]
  const crank =
    stroke(polyline([bracket, [px, py]]), '#3d424d', 24) + stroke(polyline([bracket, [px, py]]), '#dfe3e8', 13)
  const pedal = rect([px - 50, py - 11], [100, 23], '#1d1e25', 7) + rect([px - 40, py - 7], [80, 5], '#565c68', 2)
  const cog = circle(rear, 31, '#565c68') + circle(rear, 20, '#c3cad2') + circle(rear, 9, '#1d1e25')
  return links + ring + arms.join('') + cog + crank + pedal + circle(bracket, 14, '#dfe3e8')
}

function cockpit(build: Build, { stem, headTop }: Joints, leather: string): string {
  const [x, y] = stem
  const post = tube(polyline([headTop, stem]), '#9aa3ae', 22)
  const bars: Record<Build['bar'], Point[]> = {
    swept: [
      [x + 70, y - 22],
      [x + 60, y - 64],
      [x - 20, y - 74],
      [x - 150, y - 40],
    ],
    flat: [
      [x + 60, y - 10],
      [x + 52, y - 36],
      [x + 6, y - 48],
      [x - 56, y - 42],
    ],
    bullhorn: [
      [x, y - 6],
      [x + 70, y - 12],
      [x + 140, y - 14],
      [x + 178, y - 62],
    ],
  }
  const line = bars[build.bar]
  const grip = line.slice(-2)
  const lever =
    build.bar === 'bullhorn'
      ? ''
      : stroke(
          smooth([
            [x + 20, y - 58],
            [x - 20, y - 28],
            [x - 88, y - 14],
          ]),
          '#c3cad2',
          7,
        )
  const cable = stroke(`M${x + 20} ${y - 60}Q${x + 150} ${y - 40} ${x + 74} ${y + 150}`, '#1d1e25', 5)
  return (
    cable +
    post +
    tube(polyline([stem, [x + 52, y - 14]]), '#9aa3ae', 24) +
    tube(smooth(line), '#c3cad2', 17) +
    stroke(polyline(grip), dark(leather, 0.35), 29) +
    stroke(polyline(grip), leather, 19) +
    lever
  )
}

function saddle({ seat, saddle: [x, y] }: Joints, leather: string): string {
  const d = `M${x - 122} ${y - 40}C${x - 110} ${y - 66} ${x - 50} ${y - 60} ${x + 20} ${y - 50}S${x + 130} ${y - 56} ${x + 150} ${y - 38}C${x + 130} ${y - 20} ${x + 20} ${y - 20} ${x - 30} ${y - 4}C${x - 80} ${y + 14} ${x - 130} ${y - 2} ${x - 122} ${y - 40}Z`
  return (
    tube(polyline([seat, [x, y - 8]]), '#c3cad2', 23) +
    stroke(`M${x - 70} ${y + 4}Q${x} ${y + 22} ${x + 90} ${y - 20}`, '#8f98a3', 7) +
    cel(d, leather, 12)
  )
}

function carriers(build: Build, { rear, front, stem }: Joints, colour: string): string {
  let art = ''
  if (build.rack) {
    const y = rear[1] - build.radius - 40
    const from = rear[0] - build.rack * 0.45
    art +=
      stroke(
        `M${from} ${y}H${from + build.rack}M${from + 30} ${y}L${rear[0]} ${rear[1]}M${rear[0] + 60} ${y}L${rear[0]} ${rear[1]}`,
        '#1d1e25',
        13,
      ) +
      stroke(`M${from} ${y - 3}H${from + build.rack}`, '#6b727e', 5) +
      rect([from - 24, y - 12], [24, 34], '#ff5a3c', 6)
  }
  if (build.basket) {
    const [x, y] = [front[0] - 40, Math.min(front[1] - build.radius - 50, stem[1] + 190)]
    const d = polygon([
      [x - 100, y - 180],
      [x + 170, y - 180],
      [x + 136, y],
      [x - 74, y],
    ])
    let lines = ''
    for (let index = 1; index < 8; index += 1)
      lines += `M${x - 100 + index * 34} ${y - 180}L${x - 74 + index * 26} ${y}`
    lines += `M${x - 94} ${y - 132}H${x + 160}M${x - 88} ${y - 88}H${x + 152}M${x - 80} ${y - 42}H${x + 144}`
    art += shape(d, '#1d1e25', 'opacity="0.35"') + stroke(lines, '#c9a06a', 7) + stroke(d, '#a87a45', 11)
  }
  const lamp: Point = [front[0] - 52, front[1] - build.radius - (build.basket ? 20 : 56)]
  return (
    art +
    (build.bar === 'bullhorn'
      ? ''
      : cel(`M${lamp[0]} ${lamp[1] - 26}h52l16 10v34l-16 10h-52q-22 -26 0 -54Z`, colour, 7) +
        rect([lamp[0] + 56, lamp[1] - 18], [14, 40], '#fff3bf', 5))
  )
}

/** A bicycle seen from its drive side, in millimetres; the origin is on the road under the cranks. */
export function bicycle(kind: BicycleKind, tone: string): string {
  const build = builds[kind]
  const joints = jointsOf(build)
  const colour = paint(tone)
  const leather = tone === 'Tan' || kind === 'single' || kind === 'electric' ? '#24262f' : '#b5733d'
  const guards = build.fenders
    ? fender(joints.rear, build.radius, 172, 318, colour) + fender(joints.front, build.radius, 196, 302, colour)
    : ''
  return (
    wheel(joints.rear, build.radius, build.wall) +
    wheel(joints.front, build.radius, build.wall) +
    guards +
    carriers({ ...build, basket: false }, joints, colour) +
    saddle(joints, leather) +
    fork(joints, colour) +
    frame(build, joints, colour) +
    drive(joints) +
    cockpit(build, joints, leather) +
    (build.basket ? carriers({ ...build, rack: 0 }, joints, colour) : '')
  )
}
