import { readFileSync } from 'node:fs'
import { checkTenantId } from '@souk/db'
import pg from 'pg'
import { customerCount, type BigOptions } from './big-options.ts'
import { eachOf } from './each-of.ts'
import { orderDays, type OrderDay } from './order-days.ts'
import type { Phase } from './progress.ts'

const sqlOf = (name: string): string => readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8')
const PREPARE = sqlOf('prepare')
const NUMBER = sqlOf('number')
const ORDER_BATCH = sqlOf('order-batch')
const STOCK = sqlOf('stock')

const BATCH_ORDERS = 20_000
const CONNECTIONS = 2

/**
 * Writes orders and all that hangs on them inside the database, by statements over generate_series, as souk_app: row
 * security, foreign keys and checks hold for each row. A batch of days is one transaction; one that is there is left.
 */
export async function writeBigOrders(
  databaseUrl: string,
  tenantId: string,
  options: BigOptions,
  phase: Phase,
): Promise<void> {
  const days = orderDays(options)
  const workers = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => openWorker(databaseUrl, tenantId, options, days)),
  )
  try {
    await eachOf(batchesOf(days), CONNECTIONS, async (batch, worker) => {
      await writeBatch(workers[worker]!, tenantId, batch)
      phase.advance(batch.reduce((sum, { orders }) => sum + orders, 0))
    })
    await writeStock(workers[0]!, tenantId)
  } finally {
    await Promise.all(workers.map((worker) => worker.end()))
  }
}

function batchesOf(days: OrderDay[]): OrderDay[][] {
  const batches: OrderDay[][] = [[]]
  for (const day of days) {
    const last = batches.at(-1)!
    const size = last.reduce((sum, { orders }) => sum + orders, 0)
    if (size > 0 && size + day.orders > BATCH_ORDERS) batches.push([day])
    else last.push(day)
  }
  return batches.filter((batch) => batch.some(({ orders }) => orders > 0))
}

async function openWorker(
  databaseUrl: string,
  tenantId: string,
  options: BigOptions,
  days: OrderDay[],
): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('set statement_timeout = 0')
  await client.query("set work_mem = '64MB'")
  await client.query("set timezone = 'UTC'")
  await client.query(PREPARE)
  await inTenant(client, tenantId, async () => {
    await client.query(
      `insert into t_seed select d.tenant_id, $2, $3, $4, $5, 3, t.currency, r.rate_bp, d.id, d.name, d.price_minor, d.free_from_minor, $6
      from delivery_methods d join tenants t on t.id = d.tenant_id join tax_rates r on r.tenant_id = d.tenant_id and r.country = t.country
      where d.tenant_id = $1 order by d.position limit 1`,
      [
        tenantId,
        options.seed,
        options.until,
        options.orders,
        customerCount(options),
        `http://${options.slug}.localhost:3000`,
      ],
    )
    await client.query(
      'insert into t_days select * from unnest($1::int[], $2::timestamptz[], $3::bigint[], $4::int[], $5::float8[])',
      [
        days.map(({ day }) => day),
        days.map(({ starts }) => starts),
        days.map(({ firstN }) => firstN),
        days.map(({ orders }) => orders),
        days.map(({ quantile }) => quantile),
      ],
    )
    await client.query(NUMBER)
  })
  return client
}

async function writeBatch(client: pg.Client, tenantId: string, batch: OrderDay[]): Promise<void> {
  await inTenant(client, tenantId, async () => {
    const first = batch.find(({ orders }) => orders > 0)!
    const known = await client.query('select from orders where tenant_id = $1 and number = $2', [
      tenantId,
      1000 + first.firstN,
    ])
    if (known.rowCount) return
    await client.query('truncate t_batch')
    await client.query('insert into t_batch values ($1, $2)', [batch[0]!.day, batch.at(-1)!.day])
    await client.query(ORDER_BATCH)
  })
}

/** The shelves are filled last, when it is known what has left them. */
async function writeStock(client: pg.Client, tenantId: string): Promise<void> {
  await inTenant(client, tenantId, async () => {
    const known = await client.query("select from document_numbers where tenant_id = $1 and kind = 'order'", [tenantId])
    if (!known.rowCount) await client.query(STOCK)
  })
}

async function inTenant(client: pg.Client, tenantId: string, work: () => Promise<void>): Promise<void> {
  await client.query(`begin; set local app.tenant_id = '${checkTenantId(tenantId)}'`)
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
