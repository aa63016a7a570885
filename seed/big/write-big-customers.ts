import type { Db, TenantTx } from '@souk/db'
import { customerCount, type BigOptions } from './big-options.ts'
import { drawingFor } from './drawing.ts'
import { eachOf } from './each-of.ts'
import { HISTORY_DAYS } from './order-days.ts'
import type { Phase } from './progress.ts'
import { CITIES, FIRST_NAMES, LAST_NAMES, STREETS } from './words.ts'

const DAY = 86_400_000
const BATCH = 5_000
/** This share of the customers was there before the first order; the others came evenly since. */
const EARLY_SHARE = 0.4

export async function writeBigCustomers(db: Db, tenantId: string, options: BigOptions, phase: Phase): Promise<void> {
  const batches = Math.ceil(customerCount(options) / BATCH)
  await eachOf(
    Array.from({ length: batches }, (_, batch) => batch),
    2,
    async (batch) => {
      const customers = drawBatch(options, batch)
      await db.inTenant(tenantId, async (tx) => {
        const known = await tx.customer.count({ where: { tenantId: tx.tenantId, id: customers[0]!.id } })
        if (known === 0) await writeCustomers(tx, customers)
      })
      phase.advance(customers.length)
    },
  )
}

function drawBatch(options: BigOptions, batch: number) {
  const draw = drawingFor(options.seed, 2, batch)
  const total = customerCount(options)
  const first = options.until.getTime() - HISTORY_DAYS * DAY
  return Array.from({ length: Math.min(BATCH, total - batch * BATCH) }, (_, at) => {
    const index = batch * BATCH + at
    const since = Math.max(-0.6 + draw.next() * 0.0001, (index / total - EARLY_SHARE) / (1 - EARLY_SHARE)) - 0.002
    const createdAt = new Date(first + since * HISTORY_DAYS * DAY)
    const name = `${draw.pick(FIRST_NAMES)} ${draw.pick(LAST_NAMES)}`
    const [city, digits] = draw.pick(CITIES)
    const line1 = `${draw.pick(STREETS)} ${1 + Math.floor(draw.next() * 120)}`
    const postalCode = `${digits}${String(Math.floor(draw.next() * 1000)).padStart(3, '0')}`
    const phone =
      draw.next() < 0.6
        ? `+49 1${50 + Math.floor(draw.next() * 29)} ${1_000_000 + Math.floor(draw.next() * 8_999_999)}`
        : null
    return {
      id: draw.idAt(createdAt),
      address_id: draw.idAt(createdAt),
      name,
      email: `${plain(name)}.${index + 1}@example.com`,
      phone,
      created_at: createdAt,
      address: { name, line1, city, postalCode, country: 'DE', ...(phone && { phone }) },
    }
  })
}

const plain = (name: string): string => name.toLowerCase().replaceAll(' ', '.')

async function writeCustomers(tx: TenantTx, customers: ReturnType<typeof drawBatch>): Promise<void> {
  const rows = JSON.stringify(customers)
  await tx.$executeRaw`
    insert into customers (tenant_id, id, email, email_norm, name, phone, password_hash, created_at)
    select ${tx.tenantId}::uuid, id, email, email, name, phone, 'no password opens this account', created_at
    from jsonb_to_recordset(${rows}::jsonb) as c(id uuid, email text, name text, phone text, created_at timestamptz)`
  await tx.$executeRaw`
    insert into customer_addresses (tenant_id, id, customer_id, name, address, is_default, created_at)
    select ${tx.tenantId}::uuid, address_id, id, name, address, true, created_at
    from jsonb_to_recordset(${rows}::jsonb) as c(id uuid, address_id uuid, name text, address jsonb, created_at timestamptz)`
}
