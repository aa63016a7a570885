import { shade, tint } from '../colour.ts'
import { blurred, smooth, stroke, type Point } from '../drawing.ts'
import type { Glaze } from './glaze.ts'
import type { Piece } from './lathe.ts'

/** A pulled handle: the same line three times, dark to light, so that it reads as a round strap. */
function handle(points: readonly Point[], { colour }: Glaze, width: number): string {
  const d = smooth(points)
  return (
    stroke(d, shade(colour, 0.5), width) +
    stroke(d, shade(colour, 0.2), width * 0.72, 'transform="translate(-1.5 -2)"') +
    blurred(stroke(d, tint(colour, 0.35), width * 0.2, 'transform="translate(-3 -4)"'), 2, 0.7)
  )
}

export function withHandle(body: Piece, points: readonly Point[], tone: Glaze, width: number): Piece {
  return { ...body, art: handle(points, tone, width) + body.art }
}
