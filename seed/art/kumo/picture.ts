import { hash } from '../../random.ts'
import type { ArtSpec } from '../art-spec.ts'
import { circle, placed, rect, stroke, type Point } from '../drawing.ts'
import type { Picture } from '../picture.ts'
import type { BicycleKind } from './bicycle-geometry.ts'
import { bicycle } from './bicycle.ts'
import { city, grounds, hardShadow, poster, type Ground, type Motif } from './poster.ts'
import { gearSubjects } from './subjects.ts'

const bicycles: Record<string, { kind: BicycleKind; scale: number; x: number }> = {
  'city-bike': { kind: 'city', scale: 0.52, x: 458 },
  'step-through-bike': { kind: 'step-through', scale: 0.52, x: 458 },
  'mini-bike': { kind: 'mini', scale: 0.6, x: 450 },
  'single-bike': { kind: 'single', scale: 0.54, x: 458 },
  'electric-bike': { kind: 'electric', scale: 0.52, x: 458 },
  'cargo-bike': { kind: 'cargo', scale: 0.53, x: 476 },
}

/** Which poster a colour stands out on; each keeps well away from its own hue, in the ground and in the sun. */
const posters: Record<string, readonly [Ground, Motif][]> = {
  Vermilion: [
    ['cobalt', 'sun'],
    ['teal', 'arcs'],
    ['cobalt', 'rays'],
  ],
  Cobalt: [
    ['bone', 'sun'],
    ['lemon', 'arcs'],
    ['lemon', 'rays'],
  ],
  Lemon: [
    ['night', 'sun'],
    ['night', 'city'],
    ['ink', 'arcs'],
  ],
  Matcha: [
    ['ink', 'sun'],
    ['bone', 'slope'],
    ['night', 'rays'],
  ],
  Bone: [
    ['ink', 'arcs'],
    ['night', 'sun'],
    ['night', 'slope'],
  ],
  Ink: [
    ['vermilion', 'sun'],
    ['lemon', 'slope'],
    ['vermilion', 'arcs'],
  ],
  Black: [
    ['vermilion', 'arcs'],
    ['lemon', 'sun'],
    ['bone', 'rays'],
  ],
  Steel: [
    ['cobalt', 'slope'],
    ['night', 'arcs'],
    ['vermilion', 'sun'],
  ],
  Sakura: [
    ['cobalt', 'rays'],
    ['night', 'sun'],
    ['teal', 'slope'],
  ],
  Tan: [
    ['teal', 'sun'],
    ['ink', 'slope'],
    ['cobalt', 'arcs'],
  ],
  Teal: [
    ['lemon', 'sun'],
    ['bone', 'arcs'],
    ['vermilion', 'slope'],
  ],
}

const isGround = (name: string): name is Ground => Object.hasOwn(grounds, name)

function posterOf({ subject, tone, ground }: ArtSpec): [Ground, Motif] {
  const choice = posters[tone] ?? [['night', 'sun']]
  const [fallback, motif] = choice[hash(subject) % choice.length] ?? ['night', 'sun']
  return [ground && isGround(ground) ? ground : fallback, motif]
}

function ride(name: string, tone: string, at: Point, size: number, ground: Ground): string {
  const found = bicycles[name]
  if (!found) throw new Error(`Kumo draws no bicycle called "${name}"`)
  const scale = found.scale * size
  return (
    hardShadow([at[0] + 45 * size, at[1]], 440 * size, ground, 14 * size) + placed(bicycle(found.kind, tone), at, scale)
  )
}

function thing(name: string, tone: string, at: Point, scale: number, turn = 0): string {
  const draw = gearSubjects[name]
  if (!draw) throw new Error(`Kumo draws nothing called "${name}"`)
  return placed(draw(tone), at, scale, turn)
}

function product(spec: ArtSpec): Picture {
  const [ground, motif] = posterOf(spec)
  const bike = bicycles[spec.subject]
  const shown = spec.view === 'group' ? 'city' : motif
  const back = poster(ground, shown, 1000, 1000, bike ? 800 : 850)
  const focus: Picture['box'] = bike ? [bike.x - 190, 500, 430, 430] : [300, 290, 400, 400]
  const box: Picture['box'] = spec.view === 'detail' ? focus : [0, 0, 1000, 1000]
  const body = bike
    ? ride(spec.subject, spec.tone, [bike.x, 812], 1, ground)
    : hardShadow([500, 862], 250, ground) +
      thing(spec.subject, spec.tone, [500, 480], spec.view === 'group' ? 0.82 : 1.05)
  return { layers: [{ body: back + body }], box }
}

const covers: Record<string, { ground: Ground; motif: Motif; art: (ground: Ground) => string }> = {
  bicycles: {
    ground: 'lemon',
    motif: 'sun',
    art: (ground) => ride('single-bike', 'Ink', [620, 800], 1.18, ground),
  },
  helmets: {
    ground: 'cobalt',
    motif: 'rays',
    art: () =>
      thing('vented-helmet', 'Bone', [330, 420], 0.72, -8) +
      thing('kids-helmet', 'Sakura', [1020, 430], 0.66, 8) +
      thing('urban-helmet', 'Vermilion', [680, 590], 0.95),
  },
  bags: {
    ground: 'teal',
    motif: 'sun',
    art: () => thing('backpack', 'Ink', [400, 480], 0.86, -4) + thing('messenger-bag', 'Tan', [850, 560], 0.92, 3),
  },
  lights: {
    ground: 'night',
    motif: 'city',
    art: () => thing('front-light', 'Steel', [400, 440], 0.95, -6) + thing('rear-light', 'Black', [1110, 600], 0.6),
  },
  'parts-tools': {
    ground: 'vermilion',
    motif: 'arcs',
    art: () =>
      thing('floor-pump', 'Cobalt', [320, 500], 1.05, -6) +
      thing('bottle', 'Bone', [1040, 520], 0.9, 8) +
      thing('multitool', 'Lemon', [690, 560], 0.86),
  },
}

/** The right half carries the picture; the left stays dark and quiet for the words. */
function hero(): Picture {
  const at: Point = [1330, 1010]
  const sheet = rect([0, 0], [2000, 1200], grounds.night.back)
  const sun =
    circle([1370, 540], 470, grounds.night.form) +
    circle([1370, 540], 330, '#f3cd2f') +
    circle([1370, 540], 200, grounds.night.form)
  const town = city({ width: 2000, height: 1200, floor: 990 }, '#232735', '#f3cd2f')
  const road =
    rect([0, 990], [2000, 210], '#0d0f16') + stroke('M0 1120H2000', '#efe8d8', 12, 'stroke-dasharray="130 90"')
  const body = sheet + sun + town + road + ride('step-through-bike', 'Bone', at, 1.26, 'night')
  return { layers: [{ body }], box: [0, 0, 2000, 1200] }
}

export function kumoPicture(spec: ArtSpec): Picture {
  if (spec.view === 'hero') return hero()
  if (spec.view !== 'cover') return product(spec)
  const cover = covers[spec.subject]
  if (!cover) throw new Error(`Kumo has no cover called "${spec.subject}"`)
  return {
    layers: [{ body: poster(cover.ground, cover.motif, 1333, 1000, 830) + cover.art(cover.ground) }],
    box: [0, 0, 1333, 1000],
  }
}
