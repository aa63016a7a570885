import { readFileSync } from 'node:fs'
import { findStockViolations } from '@souk/api/inventory'
import { findUnbalancedEntries } from '@souk/api/ledger'
import { checkTenantId, type Db, type TenantTx } from '@souk/db'
import pg from 'pg'

/** What was checked and how much of it was wrong. */
export type Proof = { rule: string; wrong: number }

const CHECKSUM = readFileSync(new URL('checksum.sql', import.meta.url), 'utf8')

/** Compares every level with the ledger, every entry with zero, and every order with its lines, payments and refunds. */
export async function proveBig(db: Db, tenantId: string): Promise<Proof[]> {
  const prove = (rule: string, count: (tx: TenantTx) => Promise<number>) =>
    db.inTenant(tenantId, async (tx) => {
      await tx.$executeRaw`set local statement_timeout = 0`
      await tx.$executeRaw`set local work_mem = '128MB'`
      return { rule, wrong: await count(tx) }
    })
  const proofs = [
    await prove(
      'stock levels and their movements, holds and claims',
      async (tx) => (await findStockViolations(tx)).length,
    ),
    await prove('journal entries that sum to zero', async (tx) => (await findUnbalancedEntries(tx)).length),
    await prove('orders and the sum of their lines, tax and delivery', countWrongSums),
    await prove('orders and what was captured and refunded of them', countWrongMoney),
  ]
  const wrong = proofs.filter((proof) => proof.wrong > 0)
  if (wrong.length > 0) throw new Error(`The ledgers do not add up: ${JSON.stringify(wrong)}`)
  return proofs
}

async function countWrongSums(tx: TenantTx): Promise<number> {
  const rows = await tx.$queryRaw<{ wrong: number }[]>`
    select count(*)::int as wrong from orders o
    left join (
      select order_id, sum(total_minor) as total, sum(tax_minor) as tax,
        bool_and(total_minor = unit_price_minor * quantity) as multiplied
      from order_lines where tenant_id = ${tx.tenantId}::uuid group by 1) l on l.order_id = o.id
    where o.tenant_id = ${tx.tenantId}::uuid and not coalesce(l.multiplied and l.total = o.subtotal_minor
      and o.total_minor = o.subtotal_minor + o.delivery_minor and l.tax <= o.tax_minor
      and o.tax_minor - l.tax <= o.delivery_minor, false)`
  return rows[0]!.wrong
}

/** The cached sums of a payment equal its refunds and its journal, and say the same as its order. */
async function countWrongMoney(tx: TenantTx): Promise<number> {
  const rows = await tx.$queryRaw<{ wrong: number }[]>`
    with booked as (
      select e.payment_id, sum(l.amount_minor) as minor from journal_entries e
      join journal_lines l on l.tenant_id = e.tenant_id and l.entry_id = e.id and l.account = 'gateway_clearing'
      where e.tenant_id = ${tx.tenantId}::uuid and l.tenant_id = ${tx.tenantId}::uuid group by 1),
    returned as (
      select payment_id, sum(amount_minor) as minor from refunds where tenant_id = ${tx.tenantId}::uuid group by 1)
    select count(*)::int as wrong from payments p
    join orders o on o.tenant_id = p.tenant_id and o.id = p.order_id
    left join booked b on b.payment_id = p.id left join returned r on r.payment_id = p.id
    where p.tenant_id = ${tx.tenantId}::uuid and o.tenant_id = ${tx.tenantId}::uuid
      and not (p.amount_minor = o.total_minor and coalesce(r.minor, 0) = p.refunded_minor
        and coalesce(b.minor, 0) = p.captured_minor - p.refunded_minor
        and (o.payment_status in ('paid', 'partially_refunded', 'refunded')) = (p.captured_minor > 0))`
  return rows[0]!.wrong
}

/** The same for the same options, on any machine. */
export async function checksumOf(databaseUrl: string, tenantId: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`begin; set local app.tenant_id = '${checkTenantId(tenantId)}'; set local statement_timeout = 0`)
    const { rows } = await client.query<{ checksum: string }>(CHECKSUM, [tenantId])
    return rows[0]!.checksum
  } finally {
    await client.end()
  }
}
