import type { TestProject } from 'vitest/node'
import { importFiles } from '../packages/api/src/testing/import-files.ts'
import { openTestShops } from '../packages/api/src/testing/index.ts'
import type { TestPostgres } from '@souk/db/testing'
import setup from '../test/global-setup.ts'

const HEAD = 'Handle,Title,Body (HTML),Vendor,Tags,Variant SKU,Variant Price,Variant Inventory Qty'

/** A file of products, each with one variant, a description, tags and stock. */
function productFile(rows: number, price: string): string {
  const row = (at: number) =>
    `h-${at},Thing number ${at},<p>A thing of ${at}</p>,V${at % 50},"a,b${at % 9}",s-${at},${price},${at % 20}`
  return [HEAD, ...Array.from({ length: rows }, (_, at) => row(at))].join('\n')
}

/** How long a file of so many products takes from its upload to its undo, in a database of its own; tells each step at once. */
export async function measureImports(rows: number, tell: (line: string) => void): Promise<void> {
  const provided: Record<string, unknown> = {}
  const provide = (key: string, value: unknown) => void (provided[key] = value)
  const stop = await setup({ provide } as unknown as TestProject)
  const shops = await openTestShops(provided.postgres as TestPostgres)
  try {
    const files = importFiles(shops.acme, shops.filesDir)
    const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
      const started = performance.now()
      const done = await work()
      tell(`${step}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
      return done
    }
    const first = await files.upload('products', productFile(rows, '9.50'))
    await timed(`dry run of ${rows} new products`, () => files.check(first))
    await timed('import', () => files.begin(first))
    const second = await files.upload('products', productFile(rows, '10.50'))
    await timed(`dry run of ${rows} new prices`, () => files.check(second))
    await timed('import', () => files.begin(second))
    await timed('undo of the new prices', () => files.undo(second))
    await timed('undo of the new products', () => files.undo(first))
    tell(`memory at the end: ${Math.round(process.memoryUsage.rss() / 1_000_000)} MB`)
  } finally {
    await shops.close()
    await stop()
  }
}
