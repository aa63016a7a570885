import { hash, random } from '../../random.ts'
import { shade, tint } from '../colour.ts'
import {
  blurred,
  clipped,
  curve,
  ellipse,
  linear,
  round,
  shape,
  smooth,
  stroke,
  type Paint,
  type Point,
} from '../drawing.ts'
import { stoneware, type Glaze } from './glaze.ts'

/** A thing standing on the ground at (0, 0), with y growing downwards. */
export type Piece = { art: string; outline: string; width: number; height: number; foot: number; focus: Point }

/** Radius and height above the ground, from the rim down to the foot. */
export type Profile = readonly (readonly [radius: number, height: number])[]

export type Turned = {
  profile: Profile
  glaze: Glaze
  /** How round the ellipses look: small is eye height, large looks down. */
  tilt?: number
  wall?: number
  rawFoot?: number
  dip?: { glaze: Glaze; height: number }
  rings?: number
  flutes?: number
  inside?: string
  /** 1 is a deep, dark vessel; a plate is near 0.2. */
  depth?: number
  closed?: boolean
}

const widest = (profile: Profile): number => Math.max(...profile.map(([radius]) => radius))

function outlineOf(profile: Profile, tilt: number): string {
  const left = profile.map(([radius, height]): Point => [-radius, -height])
  const right = profile.map(([radius, height]): Point => [radius, -height]).toReversed()
  const [rim, foot] = [profile[0]?.[0] ?? 0, profile.at(-1)?.[0] ?? 0]
  const footHeight = profile.at(-1)?.[1] ?? 0
  const arcDown = `A${round(foot)} ${round(foot * tilt)} 0 0 0 ${round(foot)} ${round(-footHeight)}`
  const top = profile[0]?.[1] ?? 0
  const arcUp = `A${round(rim)} ${round(rim * tilt)} 0 0 0 ${round(-rim)} ${round(-top)}`
  return `${smooth(left)}${arcDown}${curve(right)}${arcUp}Z`
}

/** Light falls from the left: bright at a third, darkest at four fifths, a warm bounce on the far edge. */
export function turnedLight(colour: string, reach: number, depth = 1): Paint {
  return linear(
    [
      [0, shade(colour, 0.3 * depth)],
      [0.1, shade(colour, 0.1 * depth)],
      [0.3, tint(colour, 0.2)],
      [0.46, colour],
      [0.7, shade(colour, 0.26 * depth)],
      [0.9, shade(colour, 0.52 * depth)],
      [1, shade(colour, 0.4 * depth, '#5a3420')],
    ],
    [-reach, 0, reach, 0],
    true,
  )
}

function speckles(reach: number, height: number, amount: number, colour: string): string {
  const next = random(hash(colour) + Math.round(height))
  const count = Math.round((amount * reach * height) / 260)
  let dots = ''
  for (let index = 0; index < count; index += 1) {
    const [x, y, size] = [(next() * 2 - 1) * reach, -next() * height, 0.4 + next() ** 3 * 1.9]
    dots += ellipse([x, y], size, size * 0.85, shade(colour, 0.62), `opacity="${round(0.2 + next() * 0.45)}"`)
  }
  return dots
}

/** The window's reflection runs down the form at just over half its radius. */
function highlight(profile: Profile, gloss: number): string {
  const inner = profile.filter(([radius]) => radius > 8)
  const far = inner.map(([radius, height]): Point => [-radius * 0.62, -height])
  const near = inner.map(([radius, height]): Point => [-radius * 0.44, -height]).toReversed()
  const start = far[0] ?? [0, 0]
  const d = `M${start[0]} ${start[1]}${curve(far)}L${near[0]?.[0] ?? 0} ${near[0]?.[1] ?? 0}${curve(near)}Z`
  return blurred(shape(d, '#fffaf0'), 7, gloss * 0.75)
}

function waterline(height: number, reach: number, tilt: number, seed: number): string {
  const next = random(seed)
  const points: Point[] = []
  for (let step = 0; step <= 12; step += 1) {
    const x = -reach * 1.05 + (step / 12) * reach * 2.1
    const bow = Math.sqrt(Math.max(0, 1 - (x / (reach * 1.06)) ** 2)) * reach * tilt
    points.push([x, -height + bow + (next() - 0.5) * 7])
  }
  return `${smooth(points)}L${reach * 1.1} 400L${-reach * 1.1} 400Z`
}

function rings(profile: Profile, tilt: number, count: number): string {
  const height = profile[0]?.[1] ?? 0
  let lines = ''
  for (let index = 1; index <= count; index += 1) {
    const y = -(height * index) / (count + 1)
    const reach = widest(profile)
    const d = `M${-reach} ${round(y)}A${reach} ${round(reach * tilt)} 0 0 0 ${reach} ${round(y)}`
    const faded = (colour: string): Paint =>
      linear(
        [
          [0.1, colour, 0],
          [0.4, colour, 1],
          [0.9, colour, 0],
        ],
        [-reach, 0, reach, 0],
        true,
      )
    lines += stroke(d, faded('#2a1a12'), 5, 'opacity="0.07"')
    lines += stroke(d, faded('#fffaf0'), 2.5, 'opacity="0.16" transform="translate(0 4)"')
  }
  return lines
}

/** Flutes narrow towards the sides as the surface turns away. */
function flutes(profile: Profile, count: number): string {
  let lines = ''
  for (let index = 1; index < count; index += 1) {
    const turn = -Math.cos((Math.PI * index) / count)
    const points = profile.map(([radius, height]): Point => [radius * turn, -height])
    lines += stroke(smooth(points), '#2a1a12', 4, 'opacity="0.2"')
    lines += stroke(smooth(points.map(([x, y]): Point => [x + 5, y])), '#fffaf0', 3, 'opacity="0.26"')
  }
  return lines
}

function mouth(form: Turned, tilt: number): string {
  const [radius, height] = form.profile[0] ?? [0, 0]
  const wall = form.wall ?? 7
  const colour = form.inside ?? form.glaze.colour
  const depth = form.depth ?? 1
  const deep = linear([
    [0, shade(colour, 0.72 * depth)],
    [0.45, shade(colour, 0.5 * depth)],
    [1, shade(colour, 0.16 * depth)],
  ])
  const lip = linear([
    [0, tint(form.glaze.colour, 0.45)],
    [0.5, tint(form.glaze.colour, 0.2)],
    [1, shade(form.glaze.colour, 0.2)],
  ])
  const centre: Point = [0, -height]
  return (
    ellipse(centre, radius, radius * tilt, lip) +
    ellipse([0, -height + wall * 0.15], radius - wall, (radius - wall) * tilt, deep)
  )
}

/** Anything thrown on a wheel: shaded, glazed, dipped, with its rim and the light of the window. */
export function turned(form: Turned): Piece {
  const tilt = form.tilt ?? 0.15
  const reach = widest(form.profile)
  const height = form.profile[0]?.[1] ?? 0
  const foot = form.profile.at(-1)?.[0] ?? 0
  const outline = outlineOf(form.profile, tilt)
  const { colour, gloss, speckle } = form.glaze
  let inner = shape(outline, turnedLight(colour, reach))
  if (form.dip) {
    const line = waterline(form.dip.height, reach, tilt, 7)
    inner +=
      shape(line, turnedLight(form.dip.glaze.colour, reach)) + stroke(line, shade(colour, 0.4), 3, 'opacity="0.25"')
  }
  inner += speckles(reach, height, speckle, colour)
  if (form.rings) inner += rings(form.profile, tilt, form.rings)
  if (form.flutes) inner += flutes(form.profile, form.flutes)
  inner += highlight(form.profile, gloss)
  if (form.rawFoot) {
    const line = waterline(form.rawFoot, reach, tilt, Math.round(height))
    inner += shape(line, turnedLight(stoneware, reach)) + stroke(line, tint(colour, 0.4), 2.5, 'opacity="0.5"')
  }
  const fall = linear(
    [
      [0, '#2a1a12', 0],
      [0.55, '#2a1a12', 0.03],
      [1, '#2a1a12', 0.34],
    ],
    [0, -height, 0, foot * tilt],
    true,
  )
  inner += shape(outline, fall)
  const art = clipped(inner, outline) + (form.closed ? '' : mouth(form, tilt))
  return { art, outline, width: reach * 2, height, foot, focus: [-reach * 0.15, -height * 0.82] }
}
