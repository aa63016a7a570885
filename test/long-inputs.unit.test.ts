import { appRouter } from '@souk/api'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { sampleInput } from './isolation/sample-input.ts'
import { samples } from './isolation/samples.ts'

// A pattern that goes back over what it has read takes minutes for a text that a person types in seconds (A26). So every text
// of every input of the API is tried with long texts that such patterns stumble over.

const LONG = 50_000
const LIMIT_MS = 50
const hostile = ['a', ' ', '-', '1', 'a-', '1 ', 'a@', 'a.', '%', '<', '\t\n', 'ä', 'A1 '].flatMap((part) => {
  const text = part.repeat(LONG / part.length)
  return [text, `${text}!`, `${text}\n`]
})

type Procedure = { _def: { inputs: z.ZodType[] } }
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>)

type Leaf = (string | number)[]
function textLeaves(value: unknown, at: Leaf = []): Leaf[] {
  if (typeof value === 'string') return [at]
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) return []
  return Object.entries(value).flatMap(([key, one]) => textLeaves(one, [...at, key]))
}

function withLeaf(value: unknown, [key, ...rest]: Leaf, text: string): unknown {
  if (key === undefined) return text
  if (Array.isArray(value)) return value.map((one, place) => (String(place) === key ? withLeaf(one, rest, text) : one))
  const fields = value as Record<string, unknown>
  return { ...fields, [key]: withLeaf(fields[key], rest, text) }
}

/** The least of three, as a machine that is busy with something else is no pattern's fault. */
function leastMs(work: () => unknown): number {
  let least = Infinity
  for (let time = 0; time < 3 && least > LIMIT_MS; time++) {
    const started = process.cpuUsage()
    work()
    const { user } = process.cpuUsage(started)
    least = Math.min(least, user / 1000)
  }
  return least
}

test('no text of 50,000 characters holds a validator of the API up for 50 ms (A26)', { timeout: 120_000 }, () => {
  const slow: string[] = []
  let tried = 0
  for (const [path, { _def }] of procedures) {
    const schema = _def.inputs[0]
    if (!schema) continue
    const named = samples.inputs[path]
    const sample = sampleInput(schema, (_, at) => named?.[at.slice(1)])
    for (const leaf of textLeaves(sample))
      for (const text of hostile) {
        tried++
        const input = withLeaf(sample, leaf, text)
        const ms = leastMs(() => schema.safeParse(input))
        if (ms > LIMIT_MS)
          slow.push(`${path} ${leaf.join('.')}: ${Math.round(ms)} ms for ${JSON.stringify(text.slice(0, 4))}`)
      }
  }
  expect(tried).toBeGreaterThan(5_000)
  expect(slow).toEqual([])
})
