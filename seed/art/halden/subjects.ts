import type { Piece } from './lathe.ts'
import { conePendant, domePendant, mushroomLamp, tableLamp } from './lighting.ts'
import { diffuser, incenseBowl, scentedCandle, taperBundle, taperHolder } from './scent.ts'
import { jug, teapot } from './pouring.ts'
import { cerealBowl, espressoCup, mug, plate, servingBowl } from './tableware.ts'
import { cushion, napkins, tableRunner, teaTowel, throwBlanket } from './textiles.ts'
import { bottleVase, budVase, columnVase, flutedVase, moonVase, ringVase } from './vases.ts'

export type Subject = {
  draw: (tone: string) => Piece
  family: 'vase' | 'table' | 'light' | 'scent' | 'cloth'
  hanging?: boolean
  /** Stems may stand in it, at this height. */
  rim?: number
}

const subjects: Record<string, Subject> = {
  'bottle-vase': { draw: bottleVase, family: 'vase', rim: 520 },
  'bud-vase': { draw: budVase, family: 'vase', rim: 300 },
  'moon-vase': { draw: moonVase, family: 'vase', rim: 372 },
  'column-vase': { draw: columnVase, family: 'vase', rim: 470 },
  'fluted-vase': { draw: flutedVase, family: 'vase', rim: 430 },
  'ring-vase': { draw: ringVase, family: 'vase', rim: 452 },
  mug: { draw: mug, family: 'table' },
  'espresso-cup': { draw: espressoCup, family: 'table' },
  plate: { draw: plate, family: 'table' },
  'cereal-bowl': { draw: cerealBowl, family: 'table' },
  'serving-bowl': { draw: servingBowl, family: 'table' },
  jug: { draw: jug, family: 'table', rim: 400 },
  teapot: { draw: teapot, family: 'table' },
  'dome-pendant': { draw: domePendant, family: 'light', hanging: true },
  'cone-pendant': { draw: conePendant, family: 'light', hanging: true },
  'table-lamp': { draw: tableLamp, family: 'light' },
  'mushroom-lamp': { draw: mushroomLamp, family: 'light' },
  'scented-candle': { draw: scentedCandle, family: 'scent' },
  'taper-holder': { draw: taperHolder, family: 'scent' },
  'taper-bundle': { draw: taperBundle, family: 'scent' },
  diffuser: { draw: diffuser, family: 'scent' },
  'incense-bowl': { draw: incenseBowl, family: 'scent' },
  napkins: { draw: napkins, family: 'cloth' },
  'throw-blanket': { draw: throwBlanket, family: 'cloth' },
  'table-runner': { draw: tableRunner, family: 'cloth' },
  'tea-towel': { draw: teaTowel, family: 'cloth', hanging: true },
  cushion: { draw: cushion, family: 'cloth' },
}

export function subject(name: string): Subject {
  const found = subjects[name]
  if (!found) throw new Error(`Halden draws nothing called "${name}"`)
  return found
}
