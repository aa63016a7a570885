import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeExport } from '@souk/api/basics'
import { lists } from '@souk/api/lists'
import type { Db } from '@souk/db'

export type MeasuredExport = { format: 'csv' | 'xlsx'; rows: number; bytes: number; seconds: number; maxRssMb: number }

const EVERY_MS = 50

/** Writes a whole list to a file in each format, and tells the highest memory this process held while it did. */
export async function measureExports(db: Db, tenantId: string, list: string): Promise<MeasuredExport[]> {
  const spec = lists[list]
  if (!spec) throw new Error(`There is no list ${list}.`)
  const filesDir = await mkdtemp(join(tmpdir(), 'souk-bench-'))
  const columns = Object.keys(spec.columns).map((key) => ({ key, label: key }))
  const measured: MeasuredExport[] = []
  try {
    for (const format of ['csv', 'xlsx'] as const) {
      let maxRss = 0
      const timer = setInterval(() => (maxRss = Math.max(maxRss, process.memoryUsage.rss())), EVERY_MS)
      const started = performance.now()
      const { rows, bytes } = await writeExport(
        { inTenant: (work) => db.inTenant(tenantId, work), filesDir, tenantId },
        spec,
        { list, query: { q: '', filters: [], sort: '' }, columns, format, options: { delimiter: ',' } },
      ).finally(() => clearInterval(timer))
      const seconds = Math.round((performance.now() - started) / 1000)
      measured.push({ format, rows, bytes, seconds, maxRssMb: Math.round(maxRss / 1_000_000) })
    }
  } finally {
    await rm(filesDir, { recursive: true, force: true })
  }
  return measured
}
