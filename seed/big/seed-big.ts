import { createAuthPool, createDb } from '@souk/db'
import pg from 'pg'
import { customerCount, type BigOptions } from './big-options.ts'
import { BIG_TYPES } from './draw-product.ts'
import { openBigShop } from './open-big-shop.ts'
import type { Progress } from './progress.ts'
import { checksumOf, proveBig, type Proof } from './prove-big.ts'
import { writeBigCatalogue, writeBigCollections } from './write-big-catalogue.ts'
import { writeBigCustomers } from './write-big-customers.ts'
import { writeBigOrders } from './write-big-orders.ts'

export type BigDoors = { databaseUrl: string; authUrl: string; ownerUrl?: string | undefined; filesDir: string }

export type BigResult = { tenantId: string; checksum: string; proofs: Proof[] }

/**
 * Fills a shop with a large catalogue and eighteen months of orders. Each batch is whole or not there, so a run that was
 * stopped goes on where it was when it is called again with the same options. Throws when the ledgers do not add up.
 */
export async function seedBig(doors: BigDoors, options: BigOptions, { phase }: Progress): Promise<BigResult> {
  const limits = { totalMs: 1_200_000, answerMs: 1_200_000 }
  const db = createDb(doors.databaseUrl, { limits, poolMax: 4 })
  const auth = createAuthPool(doors.authUrl)
  try {
    const tenantId = await phase('Shop', 1, async (p) => {
      const id = await openBigShop(db, auth, options, doors.filesDir)
      p.advance(1)
      return id
    })
    await phase('Products', options.products, (p) => writeBigCatalogue(db, tenantId, options, p))
    await phase('Collections', BIG_TYPES.length, (p) => writeBigCollections(db, tenantId, p))
    await phase('Customers', customerCount(options), (p) => writeBigCustomers(db, tenantId, options, p))
    await vacuum(doors.ownerUrl)
    await phase('Orders', options.orders, (p) => writeBigOrders(doors.databaseUrl, tenantId, options, p))
    await phase('Statistics', 1, async (p) => {
      await vacuum(doors.ownerUrl)
      p.advance(1)
    })
    const proofs = await phase('Proof', 4, async (p) => {
      const proved = await proveBig(db, tenantId)
      p.advance(proved.length)
      return proved
    })
    return { tenantId, proofs, checksum: await checksumOf(doors.databaseUrl, tenantId) }
  } finally {
    await db.close()
    await auth.end()
  }
}

/** A million new rows are planned for by old statistics until somebody looks; their owner may. */
async function vacuum(ownerUrl: string | undefined): Promise<void> {
  if (!ownerUrl) return
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c client_min_messages=error' })
  await owner.connect()
  try {
    const tables = await owner.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tableowner = current_user",
    )
    for (const { name } of tables.rows) await owner.query(`vacuum (analyze, skip_locked) ${pg.escapeIdentifier(name)}`)
  } finally {
    await owner.end()
  }
}
