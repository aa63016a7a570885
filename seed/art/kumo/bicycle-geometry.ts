import type { Point } from '../drawing.ts'

export type BicycleKind = 'city' | 'step-through' | 'mini' | 'single' | 'electric' | 'cargo'

export type Build = {
  radius: number
  rear: number
  front: number
  seatTube: number
  post: number
  head: number
  bar: 'swept' | 'flat' | 'bullhorn'
  low?: boolean
  fenders?: boolean
  rack?: number
  basket?: boolean
  battery?: boolean
  wall?: string
}

export const builds: Record<BicycleKind, Build> = {
  city: {
    radius: 340,
    rear: -440,
    front: 610,
    seatTube: 500,
    post: 130,
    head: 150,
    bar: 'swept',
    fenders: true,
    rack: 330,
    wall: '#bd8550',
  },
  'step-through': {
    radius: 340,
    rear: -455,
    front: 620,
    seatTube: 430,
    post: 190,
    head: 210,
    bar: 'swept',
    low: true,
    fenders: true,
    rack: 340,
    basket: true,
    wall: '#bd8550',
  },
  mini: { radius: 255, rear: -410, front: 590, seatTube: 350, post: 330, head: 250, bar: 'flat', fenders: true },
  single: { radius: 340, rear: -410, front: 585, seatTube: 540, post: 120, head: 130, bar: 'bullhorn' },
  electric: {
    radius: 340,
    rear: -460,
    front: 630,
    seatTube: 470,
    post: 170,
    head: 180,
    bar: 'flat',
    fenders: true,
    rack: 340,
    battery: true,
  },
  cargo: {
    radius: 270,
    rear: -560,
    front: 640,
    seatTube: 400,
    post: 280,
    head: 260,
    bar: 'flat',
    fenders: true,
    rack: 620,
    basket: true,
    battery: true,
  },
}

const up = (from: Point, length: number, degrees: number): Point => {
  const angle = (degrees * Math.PI) / 180
  return [from[0] - Math.cos(angle) * length, from[1] - Math.sin(angle) * length]
}

/** All joints in millimetres from the bottom bracket's foot on the road: seat angle 73 degrees, head angle 71, fork rake 48. */
export function jointsOf(build: Build) {
  const bracket: Point = [0, -285]
  const rear: Point = [build.rear, -build.radius]
  const front: Point = [build.front, -build.radius]
  const crown = up([front[0] - 45, front[1] + 16], build.radius + 55, 71)
  return {
    bracket,
    rear,
    front,
    crown,
    headTop: up(crown, build.head, 71),
    seat: up(bracket, build.seatTube, 73),
    saddle: up(bracket, build.seatTube + build.post, 73),
    stem: up(crown, build.head + 55, 71),
  }
}
export type Joints = ReturnType<typeof jointsOf>

export const between = (from: Point, to: Point, along: number): Point => [
  from[0] + (to[0] - from[0]) * along,
  from[1] + (to[1] - from[1]) * along,
]
