import type { TenantTx } from '@souk/db'
import type { ImportRules } from '../basics/index.ts'
import { firstRows } from './detect-reading.ts'
import { guessMapping, headerKey, type Mapping } from './guess-mapping.ts'
import { importers } from './importers.ts'
import { lockImport } from './lock-import.ts'
import { dataRows } from './map-records.ts'
import { requiredFields } from './map-import.ts'
import { TableUnreadable, type Reading } from './read-table.ts'

const ROWS_SAMPLED = 200
const SAMPLES = 3
const SHOWN = 80

export type ImportColumns = {
  reading: Reading
  /** The first rows as they stand, for choosing the one that names the columns. */
  rows: { number: number; text: string }[]
  header: string[]
  samples: string[][]
  mapping: Mapping
  /** Whether the columns are those of the last file with this header. */
  remembered: boolean
  fields: { key: string; label: string; group: string | null }[]
  matchBy: string[]
  /** The fields that have to be mapped, by what records are matched by. */
  required: Record<string, string[]>
  rules: ImportRules
  /** Why the file cannot be read this way; the other parts are empty then. */
  problem: string | null
}

/** What an uploaded file holds, for saying which column is what. Opened outside of the transaction: the file may be large. */
export async function readColumns(
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  importId: string,
  pathOf: (fileId: string) => Promise<string>,
): Promise<ImportColumns> {
  const found = await inTenant((tx) => lockImport(tx, importId))
  const { by: _, ...rules } = found.options
  const importer = importers[found.kind]
  const path = await pathOf(found.fileId)
  const { rows, samples, problem } = await look(path, found.reading)
  const header = rows[found.reading.headerRow - 1]?.cells ?? []
  const remembered =
    Object.keys(found.mapping).length > 0 ? found.mapping : await rememberedMapping(inTenant, found, header)
  return {
    reading: found.reading,
    rows: rows.map(({ cells }, index) => ({
      number: index + 1,
      text: cells.filter(Boolean).join(' · ').slice(0, SHOWN),
    })),
    header,
    samples: header.map((_name, at) => samples[at] ?? []),
    mapping: remembered ?? guessMapping(header, importer.fields),
    remembered: remembered !== null,
    fields: importer.fields.map(({ key, label, group = null }) => ({ key, label, group })),
    matchBy: importer.matchBy.map(({ key }) => key),
    required: Object.fromEntries(
      importer.matchBy.map(({ key }) => [key, requiredFields(found, key).map((field) => field.key)]),
    ),
    rules,
    problem,
  }
}

async function look(path: string, reading: Reading) {
  const samples: string[][] = []
  try {
    const rows = await firstRows(path, reading)
    let count = 0
    for await (const { cells } of dataRows({ path, reading, fixes: new Map() })) {
      cells.forEach((cell, at) => {
        const known = (samples[at] ??= [])
        const shown = cell.trim().slice(0, SHOWN)
        if (shown !== '' && known.length < SAMPLES && !known.includes(shown)) known.push(shown)
      })
      if (++count >= ROWS_SAMPLED) break
    }
    return { rows, samples, problem: null }
  } catch (cause) {
    if (!(cause instanceof TableUnreadable)) throw cause
    const rows = await firstRows(path, reading).catch(() => [])
    return { rows, samples, problem: cause.message }
  }
}

async function rememberedMapping(
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  found: { kind: Parameters<typeof headerKey>[0] },
  header: string[],
): Promise<Mapping | null> {
  const rows = await inTenant(
    (tx) => tx.$queryRaw<{ mapping: Mapping }[]>`
      select mapping from import_mappings
      where tenant_id = ${tx.tenantId}::uuid and kind = ${found.kind} and header_key = ${headerKey(found.kind, header)}`,
  )
  return rows[0]?.mapping ?? null
}
