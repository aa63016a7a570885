import { random, type Random } from '../random.ts'

/** What a batch draws from: the same seed and name always give the same numbers, whatever was drawn elsewhere. */
export type Drawing = {
  next: Random
  pick: <T>(list: readonly T[]) => T
  /** A UUIDv7 of a moment in the past. */
  idAt: (moment: Date) => string
}

export function drawingFor(seed: number, kind: number, batch: number): Drawing {
  const next = random(
    Math.imul(seed + 1, 2_654_435_761) ^ Math.imul(kind, 40_503) ^ Math.imul(batch + 1, 2_246_822_519),
  )
  const hex = (digits: number) =>
    Math.floor(next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return {
    next,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    idAt: (moment) => {
      const clock = moment.getTime().toString(16).padStart(12, '0')
      return `${clock.slice(0, 8)}-${clock.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`
    },
  }
}
