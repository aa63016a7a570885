import { createHash } from 'node:crypto'
import type { ImportField, ImportKind } from '../basics/index.ts'

/** Field to the place of its column in the header, from 0. */
export type Mapping = Record<string, number>

/** Names are compared by their letters and digits alone, whatever the case, the accents and the signs between them. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** Which column goes to which field, by the names that files give them. A column goes to one field. */
export function guessMapping(header: string[], fields: ImportField[]): Mapping {
  const columns = header.map(plain)
  const taken = new Set<number>()
  const mapping: Mapping = {}
  const take = (field: ImportField, names: string[]) => {
    if (field.key in mapping) return
    const found = names.map((name) => columns.findIndex((column, at) => column === plain(name) && !taken.has(at)))
    const at = found.find((place) => place >= 0)
    if (at === undefined) return
    taken.add(at)
    mapping[field.key] = at
  }
  // Own names go first, so that a plain alias never takes the column another field is called by.
  for (const field of fields) take(field, [field.label, field.key])
  for (const field of fields) take(field, field.names)
  return mapping
}

/** Under what the mapping of a header is remembered. */
export const headerKey = (kind: ImportKind, header: string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, header.map(plain)]))
    .digest('hex')
