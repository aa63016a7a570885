import type { ArtSpec } from '../art-spec.ts'
import { placed } from '../drawing.ts'
import type { Piece } from './lathe.ts'
import type { Ground, Standing } from './room.ts'
import { subject, type Subject } from './subjects.ts'
import { board } from './textiles.ts'
import { stems } from './vases.ts'

const draw = (name: string, tone: string): Piece => subject(name).draw(tone)

function withStems(name: string, tone: string, kind: 'grass' | 'eucalyptus', seed: number, tall: number): Piece {
  const piece = draw(name, tone)
  return { ...piece, art: placed(stems(seed, kind, tall), [0, -(subject(name).rim ?? 0)]) + piece.art }
}

/** A neighbour never has the colour of the piece that is for sale. */
const other = (tone: string, first: string, second: string): string => (tone === first ? second : first)

export function companions(family: Subject['family'], { subject: name, tone }: ArtSpec): Standing[] {
  if (family === 'vase') {
    const small = name === 'bud-vase' ? 'moon-vase' : 'bud-vase'
    return [
      { piece: draw('serving-bowl', other(tone, 'Oat', 'Chalk')), at: [770, 790], scale: 0.72 },
      { piece: draw(small, other(tone, 'Clay', 'Blush')), at: [700, 880], scale: 0.66 },
    ]
  }
  if (family === 'table') {
    return [
      { piece: withStems('jug', other(tone, 'Chalk', 'Oat'), 'eucalyptus', 5, 260), at: [250, 760], scale: 0.86 },
      { piece: draw('napkins', 'Linen'), at: [740, 800], scale: 0.72 },
      { piece: draw('espresso-cup', other(tone, 'Blush', 'Fjord')), at: [735, 905], scale: 0.62 },
    ]
  }
  if (family === 'light') {
    return [
      { piece: draw('serving-bowl', other(tone, 'Chalk', 'Oat')), at: [700, 850], scale: 0.66 },
      { piece: draw('bottle-vase', other(tone, 'Moss', 'Honey')), at: [240, 790], scale: 0.48 },
    ]
  }
  if (family === 'scent') {
    return [
      { piece: withStems('bottle-vase', other(tone, 'Chalk', 'Oat'), 'grass', 3, 230), at: [690, 770], scale: 0.74 },
      { piece: draw('espresso-cup', other(tone, 'Clay', 'Fjord')), at: [690, 895], scale: 0.66 },
    ]
  }
  return [
    { piece: withStems('moon-vase', other(tone, 'Chalk', 'Blush'), 'eucalyptus', 9, 260), at: [770, 800], scale: 0.74 },
    { piece: draw('mug', other(tone, 'Moss', 'Oat')), at: [765, 905], scale: 0.56 },
  ]
}

export const heroStillLife = (): Standing[] => [
  { piece: draw('dome-pendant', 'Clay'), at: [1330, 330], scale: 0.92, hanging: true },
  { piece: withStems('bottle-vase', 'Moss', 'grass', 11, 330), at: [1010, 985], scale: 1 },
  { piece: withStems('moon-vase', 'Chalk', 'eucalyptus', 4, 300), at: [1620, 965], scale: 1.08 },
  { piece: board(620), at: [1330, 1075], scale: 1 },
  { piece: draw('teapot', 'Night'), at: [1300, 1020], scale: 0.86 },
  { piece: draw('napkins', 'Rust'), at: [1830, 1060], scale: 0.62 },
  { piece: draw('mug', 'Oat'), at: [1530, 1075], scale: 0.74 },
  { piece: draw('bud-vase', 'Blush'), at: [850, 1075], scale: 0.74 },
  { piece: draw('espresso-cup', 'Fjord'), at: [1110, 1110], scale: 0.74 },
]

type Cover = { ground: Ground; standing: () => Standing[] }

export const covers: Record<string, Cover> = {
  vases: {
    ground: 'sage',
    standing: () => [
      { piece: draw('column-vase', 'Fjord'), at: [330, 830], scale: 0.9 },
      { piece: withStems('bottle-vase', 'Chalk', 'grass', 13, 300), at: [640, 850], scale: 0.95 },
      { piece: draw('ring-vase', 'Clay'), at: [970, 860], scale: 0.95 },
      { piece: draw('bud-vase', 'Honey'), at: [490, 910], scale: 0.75 },
    ],
  },
  tableware: {
    ground: 'paper',
    standing: () => [
      { piece: draw('jug', 'Moss'), at: [360, 800], scale: 1 },
      { piece: draw('teapot', 'Chalk'), at: [690, 810], scale: 1 },
      { piece: draw('serving-bowl', 'Blush'), at: [1030, 830], scale: 0.85 },
      { piece: draw('plate', 'Oat'), at: [470, 920], scale: 0.78 },
      { piece: draw('mug', 'Night'), at: [830, 920], scale: 0.66 },
    ],
  },
  lighting: {
    ground: 'dusk',
    standing: () => [
      { piece: draw('cone-pendant', 'Chalk'), at: [370, 400], scale: 0.85, hanging: true },
      { piece: draw('dome-pendant', 'Clay'), at: [680, 310], scale: 0.8, hanging: true },
      { piece: draw('table-lamp', 'Moss'), at: [1000, 870], scale: 1 },
      { piece: draw('mushroom-lamp', 'Oat'), at: [600, 890], scale: 0.82 },
    ],
  },
  'candles-scent': {
    ground: 'rose',
    standing: () => [
      { piece: draw('diffuser', 'Amber'), at: [360, 850], scale: 0.95 },
      { piece: draw('taper-holder', 'Night'), at: [620, 830], scale: 1.15 },
      { piece: draw('scented-candle', 'Moss'), at: [870, 870], scale: 1 },
      { piece: draw('incense-bowl', 'Chalk'), at: [1080, 920], scale: 0.75 },
    ],
  },
  textiles: {
    ground: 'ochre',
    standing: () => [
      { piece: draw('tea-towel', 'Fjord'), at: [1080, 660], scale: 0.85, hanging: true },
      { piece: draw('cushion', 'Rust'), at: [480, 800], scale: 1 },
      { piece: draw('throw-blanket', 'Chalk'), at: [720, 905], scale: 0.9 },
      { piece: withStems('bud-vase', 'Moss', 'grass', 17, 210), at: [1120, 900], scale: 0.8 },
    ],
  },
}
