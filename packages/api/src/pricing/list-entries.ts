import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { NotFound } from '../refusal.ts'
import { announcePrices } from './announce-prices.ts'
import { lockPriceList } from './price-lists.ts'
import type { Entries } from './schema.ts'

/** How many prices of one deed the log tells one by one. */
const TOLD_MAX = 50

/**
 * Sets prices of a list, or takes them out where null is given; what is as it was is not written. Writing prices locks the
 * list, so a list that two people fill is filled by one after the other, each on top of the other's. Throws NotFound.
 */
export async function setListEntries(
  tx: TenantTx,
  input: { listId: string; entries: Entries },
  by: By,
): Promise<{ version: number; changed: number }> {
  const { version } = await lockPriceList(tx, input.listId)
  await checkVariants(tx, input.entries)
  const before = await readEntries(tx, input)
  const changed = input.entries.filter((entry) => (before.get(keyOf(entry))?.priceMinor ?? null) !== entry.priceMinor)
  if (changed.length === 0) return { version, changed: 0 }
  await writeEntries(tx, input.listId, changed)
  await tx.$executeRaw`
    update price_lists set version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.listId}::uuid`
  await audit(tx, by, {
    action: 'price_list.priced',
    subjectKind: 'price_list',
    subjectId: input.listId,
    changes: { prices: changed.length, ...(await told(tx, changed.slice(0, TOLD_MAX), before)) },
  })
  announcePrices(tx, input.listId)
  return { version: version + 1, changed: changed.length }
}

const keyOf = ({ variantId, minQuantity }: { variantId: string; minQuantity: number }) => `${variantId} ${minQuantity}`

type Entry = { variantId: string; minQuantity: number; priceMinor: bigint }

async function checkVariants(tx: TenantTx, entries: Entries): Promise<void> {
  const ids = [...new Set(entries.map(({ variantId }) => variantId))]
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from product_variants where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`
  if (rows[0]!.count !== ids.length) throw new NotFound('variant')
}

async function readEntries(
  tx: TenantTx,
  { listId, entries }: { listId: string; entries: Entries },
): Promise<Map<string, Entry>> {
  const rows = await tx.$queryRaw<Entry[]>`
    select variant_id as "variantId", min_quantity as "minQuantity", price_minor as "priceMinor" from price_list_entries
    where tenant_id = ${tx.tenantId}::uuid and list_id = ${listId}::uuid
      and variant_id = any(${entries.map(({ variantId }) => variantId)}::uuid[])`
  return new Map(rows.map((row) => [keyOf(row), row]))
}

async function writeEntries(tx: TenantTx, listId: string, entries: Entries): Promise<void> {
  const set = entries.filter(({ priceMinor }) => priceMinor !== null)
  const gone = entries.filter(({ priceMinor }) => priceMinor === null)
  await tx.$executeRaw`
    delete from price_list_entries e
    using unnest(${gone.map((e) => e.variantId)}::uuid[], ${gone.map((e) => e.minQuantity)}::int[]) as g(variant_id, min_quantity)
    where e.tenant_id = ${tx.tenantId}::uuid and e.list_id = ${listId}::uuid and e.variant_id = g.variant_id and e.min_quantity = g.min_quantity`
  await tx.$executeRaw`
    insert into price_list_entries (tenant_id, list_id, variant_id, min_quantity, price_minor)
    select distinct on (s.variant_id, s.min_quantity) ${tx.tenantId}::uuid, ${listId}::uuid, s.variant_id, s.min_quantity, s.price_minor
    from unnest(${set.map((e) => e.variantId)}::uuid[], ${set.map((e) => e.minQuantity)}::int[], ${set.map((e) => e.priceMinor)}::bigint[])
      with ordinality as s(variant_id, min_quantity, price_minor, nth)
    order by s.variant_id, s.min_quantity, s.nth desc
    on conflict (tenant_id, list_id, variant_id, min_quantity) do update set price_minor = excluded.price_minor`
}

/** What the log says of each price: the variant by its SKU or its product, and from how many pieces on. */
async function told(
  tx: TenantTx,
  entries: Entries,
  before: Map<string, Entry>,
): Promise<Record<string, [bigint | null, bigint | null]>> {
  const names = await tx.$queryRaw<{ id: string; name: string }[]>`
    select v.id, coalesce(v.sku, nullif(p.title || ' ' || array_to_string(v.option_values, ' / '), ' ')) as name
    from product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = any(${entries.map(({ variantId }) => variantId)}::uuid[])`
  const nameOf = new Map(names.map(({ id, name }) => [id, name.trim()]))
  return Object.fromEntries(
    entries.map((entry) => {
      const from = entry.minQuantity > 1 ? ` (${entry.minQuantity}+)` : ''
      return [
        `${nameOf.get(entry.variantId)}${from}`,
        [before.get(keyOf(entry))?.priceMinor ?? null, entry.priceMinor] as [bigint | null, bigint | null],
      ]
    }),
  )
}
