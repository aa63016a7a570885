import type { RecordPath } from './record-paths.ts'

/** What the page of a record posts, as its verb takes it; a field that says nothing is left to the schema. */
export function recordOf(path: RecordPath, all: Record<string, string>, id: string): Record<string, unknown> {
  const { version, leadTimeDays, ...texts } = all
  const days = leadTimeDays?.trim()
  return {
    ...texts,
    ...(id !== 'new' && { id, version: Number(version) }),
    ...(path === 'suppliers' && { leadTimeDays: days ? Number(days) : null }),
  }
}

/** A stored record as its form shows it. */
export const recordValues = (record: object | null): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record ?? {}).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [],
    ),
  )
