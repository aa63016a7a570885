import { hash } from '../../random.ts'
import type { ArtSpec } from '../art-spec.ts'
import type { Point } from '../drawing.ts'
import type { Picture } from '../picture.ts'
import type { Piece } from './lathe.ts'
import { backdrop, castShadows, grounds, pieces, type Ground, type Standing } from './room.ts'
import { companions, covers, heroStillLife } from './still-life.ts'
import { subject } from './subjects.ts'
import { stems } from './vases.ts'

const isGround = (name: string): name is Ground => Object.hasOwn(grounds, name)

function groundOf({ ground, subject: name, tone }: ArtSpec): Ground {
  if (ground && isGround(ground)) return ground
  const all: readonly Ground[] = ['paper', 'sand', 'sage', 'rose', 'mist']
  return all[hash(name + tone) % all.length] ?? 'paper'
}

function fitted(name: string, tone: string): Standing {
  const { draw, hanging } = subject(name)
  const piece = draw(tone)
  const scale = Math.min(1.75, (hanging ? 460 : 590) / piece.height, 640 / piece.width)
  if (name === 'tea-towel') return { piece, at: [490, 800], scale: 1, hanging: true }
  return { piece, at: hanging ? [490, 590] : [480, 815], scale, ...(hanging ? { hanging } : {}) }
}

/** The same picture seen through a longer lens, close to the part that shows the hand of the maker. */
function closeUp({ piece, at, scale = 1 }: Standing): Picture['box'] {
  const side = Math.max(320, Math.min(540, piece.width * scale * 0.9))
  const middle: Point = [at[0] + piece.focus[0] * scale, at[1] + piece.focus[1] * scale]
  const inside = (from: number): number => Math.round(Math.max(0, Math.min(1000 - side, from)))
  return [inside(middle[0] - side * 0.46), inside(middle[1] - side * 0.42), Math.round(side), Math.round(side)]
}

function filled(piece: Piece, rim: number | undefined, seed: number): Piece {
  if (!rim) return piece
  const dry = stems(seed, seed % 2 ? 'grass' : 'eucalyptus', 250)
  return { ...piece, art: `<g transform="translate(0 ${-rim})">${dry}</g>${piece.art}` }
}

function stillLife(spec: ArtSpec): Standing[] {
  const main = subject(spec.subject)
  const piece = main.draw(spec.tone)
  const room = main.rim ? 430 : main.family === 'table' ? 260 : main.family === 'scent' ? 330 : 480
  const scale = Math.min(1.2, (main.hanging ? 320 : room) / piece.height, 520 / piece.width)
  const seed = hash(spec.subject)
  if (main.hanging)
    return [
      ...companions(main.family, spec),
      {
        piece,
        at: [500, spec.subject === 'tea-towel' ? 700 : 440],
        scale: spec.subject === 'tea-towel' ? 0.8 : scale,
        hanging: true,
      },
    ]
  return [...companions(main.family, spec), { piece: filled(piece, main.rim, seed), at: [440, 850], scale }]
}

function composed(standing: readonly Standing[], ground: Ground, size: Point, horizon: number): Picture {
  const [width, height] = size
  return {
    layers: [
      { body: backdrop(width, height, ground, horizon), soft: true, shared: true },
      { body: castShadows(standing, ground), soft: true },
      { body: pieces(standing) },
    ],
    box: [0, 0, width, height],
  }
}

export function haldenPicture(spec: ArtSpec): Picture {
  if (spec.view === 'hero') return composed(heroStillLife(), 'sand', [2000, 1200], 0.76)
  if (spec.view === 'cover') {
    const cover = covers[spec.subject]
    if (!cover) throw new Error(`Halden has no cover called "${spec.subject}"`)
    return composed(cover.standing(), cover.ground, [1333, 1000], 0.74)
  }
  const ground = groundOf(spec)
  if (spec.view === 'group') return composed(stillLife(spec), ground, [1000, 1000], 0.72)
  const standing = fitted(spec.subject, spec.tone)
  const picture = composed([standing], ground, [1000, 1000], 0.7)
  return spec.view === 'detail' ? { ...picture, box: closeUp(standing) } : picture
}
