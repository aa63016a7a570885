import { listPage } from '@souk/api/basics'
import { lists } from '@souk/api/lists'
import { sqlStateOf, type Db } from '@souk/db'
import { processorTime } from './processor-time.ts'
import { casesOf, type ListCase } from './list-cases.ts'

/** Milliseconds: the very first reading, then the median and the 95th percentile of those after it, and the processor's median. */
export type Measured = ListCase & {
  first: number
  p50: number
  p95: number
  processor: number | null
  count: number
  rows: number
}

const PAGE = 50

/**
 * Reads the first page of every list with every filter in every order, each as one transaction like a request does it, and
 * tells the slowest first. A case whose very first reading is far below the limit is not repeated; of the others the first
 * reading, which had to load from disk, is told apart.
 */
export async function measureLists(
  db: Db,
  tenantId: string,
  input: { only?: string; runs: number; limitMs: number; onCase: (measured: Measured) => void },
): Promise<Measured[]> {
  const specs = Object.values(lists).filter(({ key }) => !input.only || key === input.only)
  const measured: Measured[] = []
  for (const spec of specs) {
    const cases = await db.inTenant(tenantId, (tx) => casesOf(tx, spec))
    for (const one of cases) {
      const query = { q: one.q, filters: one.filters, sort: one.sort }
      const [times, processor]: [number[], number[]] = [[], []]
      let [count, rows] = [0, 0]
      // The first reading also loads what is read; a case that was fast even then is not repeated.
      const wanted = () => ((times[0] ?? 0) < input.limitMs / 2 ? 1 : 1 + input.runs)
      while (times.length < wanted()) {
        const started = performance.now()
        const read = await db
          .inTenant(tenantId, (tx) => processorTime(tx, () => listPage(tx, spec, query, { limit: PAGE })))
          .catch(nothingInTime)
        times.push(performance.now() - started)
        count = read?.result.total.count ?? 0
        rows = read?.result.rows.length ?? 0
        if (!read) break
        if (read.ms !== null) processor.push(read.ms)
      }
      const [first = 0, ...warm] = times
      const sorted = (warm.length > 0 ? warm : times).toSorted((a, b) => a - b)
      const median =
        processor.length > 0
          ? at(
              processor.toSorted((a, b) => a - b),
              0.5,
            )
          : null
      const result = { ...one, first, p50: at(sorted, 0.5), p95: at(sorted, 0.95), processor: median, count, rows }
      measured.push(result)
      input.onCase(result)
    }
  }
  return measured.toSorted((a, b) => b.p95 - a.p95)
}

/** What the server's own limit on a statement stopped is measured as well: it took that long. */
function nothingInTime(error: unknown): null {
  if (sqlStateOf(error) === '57014') return null
  throw error
}

const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!

export function tellLists(measured: Measured[], limitMs: number): string[] {
  const over = measured.filter(({ p95 }) => p95 > limitMs)
  const all = measured.map(({ p95 }) => p95).toSorted((a, b) => a - b)
  const busy = measured.map(({ processor }) => processor ?? 0).toSorted((a, b) => a - b)
  return [
    `${measured.length} cases; p95 over all ${at(all, 0.95).toFixed(0)} ms (processor ${at(busy, 0.95).toFixed(0)} ms, at most ${at(busy, 1).toFixed(0)} ms); limit ${limitMs} ms; ${over.length} over it`,
    ...measured.slice(0, Math.max(25, over.length)).map(tellCase),
  ]
}

export const tellCase = ({ list, what, sort, first, p50, p95, processor, count }: Measured): string =>
  `${p95.toFixed(0).padStart(6)} ms p95 ${p50.toFixed(0).padStart(6)} ms p50 ${first.toFixed(0).padStart(6)} ms first ${(processor ?? 0).toFixed(0).padStart(5)} ms processor  ${list.padEnd(10)} ${what.padEnd(40)} by ${sort.padEnd(12)} ${count.toLocaleString('en-US')} rows`
