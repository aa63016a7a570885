import { readCollection, readProduct, searchProducts, shopFilters, suggest } from '@souk/api/catalog'
import { sqlStateOf, type Db, type TenantTx } from '@souk/db'
import { processorTime } from './processor-time.ts'

/** What a shopper reads in a large shop: each case so many times, as a guest, each as one transaction like a request. */
export async function measureStorefront(
  db: Db,
  tenantId: string,
  runs: number,
  onLine: (line: string) => void,
): Promise<void> {
  const { handle, collection } = await db.inTenant(tenantId, samplesOf)
  for (const [what, readIt] of casesOf(handle, collection)) {
    const [times, processor]: [number[], number[]] = [[], []]
    // The first reading also loads what is read.
    for (let run = 0; run <= runs; run++) {
      const started = performance.now()
      const read = await db.inTenant(tenantId, (tx) => processorTime(tx, () => readIt(tx))).catch(nothingInTime)
      if (run > 0 || !read) times.push(performance.now() - started)
      if (run > 0 && read?.ms) processor.push(read.ms)
      if (!read) break
    }
    const line = `${at(times, 0.95)} ms p95 ${at(times, 0.5)} ms p50 ${at(processor, 0.5)} ms processor  ${what}`
    onLine(processor.length > 0 ? line : `stopped after ${at(times, 1)} ms  ${what}`)
  }
}

type Read = (tx: TenantTx) => Promise<unknown>

function casesOf(product: string, collection: string): [string, Read][] {
  const page = { filters: shopFilters.parse({}), sort: 'featured', page: 1, customerId: null } as const
  const narrowed = { ...page, filters: shopFilters.parse({ availableOnly: true }), sort: 'price-up' } as const
  return [
    ['product page', (tx) => readProduct(tx, product, null)],
    ['suggestions for "al"', (tx) => suggest(tx, 'al', null)],
    ['suggestions for "moon va"', (tx) => suggest(tx, 'moon va', null)],
    ['search "moon vase" with facets', (tx) => searchProducts(tx, { ...page, query: 'moon vase' })],
    ['largest collection with facets', (tx) => readCollection(tx, { ...page, handle: collection })],
    ['the same, available only, by price', (tx) => readCollection(tx, { ...narrowed, handle: collection })],
  ]
}

async function samplesOf(tx: TenantTx): Promise<{ handle: string; collection: string }> {
  const rows = await tx.$queryRaw<{ handle: string; collection: string }[]>`
    select (select handle from products where tenant_id = ${tx.tenantId}::uuid and status = 'active' limit 1 offset 700) as handle,
      (select c.handle from collections c where c.tenant_id = ${tx.tenantId}::uuid and c.status = 'active' order by (
        select count(*) from collection_products m where m.tenant_id = c.tenant_id and m.collection_id = c.id) desc limit 1) as collection`
  return rows[0]!
}

const at = (times: number[], share: number): string => {
  const sorted = times.toSorted((a, b) => a - b)
  return (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0).toFixed(0)
}

/** What the limits on a statement or a transaction stopped took that long. */
function nothingInTime(error: unknown): null {
  if (sqlStateOf(error) === '57014' || (error as { code?: string }).code === 'P2028') return null
  throw error
}
