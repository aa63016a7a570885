import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTenantByHost, type Tenant } from '@souk/api/tenants'
import { createAuthPool, createDb, type AuthPool, type Db } from '@souk/db'
import { cloneDatabase, type TestDatabase, type TestPostgres } from '@souk/db/testing'
import pg from 'pg'
import { seed } from '../../seed/seed.ts'

/** The two demo shops with all their rows: halden, whose records are asked for, and kumo, who asks. */
export type TwoDemoShops = {
  database: TestDatabase
  db: Db
  auth: AuthPool
  filesDir: string
  /** Sees past every policy. */
  superuser: pg.Client
  victim: Tenant
  asker: Tenant
  close: () => Promise<void>
}

export async function openTwoDemoShops(postgres: TestPostgres): Promise<TwoDemoShops> {
  const database = await cloneDatabase(postgres)
  const filesDir = mkdtempSync(join(tmpdir(), 'souk-isolation-'))
  await seed({ databaseUrl: database.urls.app, authUrl: database.urls.auth, filesDir, log: () => {} })
  const superuser = new pg.Client({ connectionString: database.urls.super })
  await superuser.connect()
  const db = createDb(database.urls.app)
  const auth = createAuthPool(database.urls.auth)
  const find = async (slug: string) => (await findTenantByHost(auth, `${slug}.localhost`, 'localhost'))!
  return {
    database,
    db,
    auth,
    filesDir,
    superuser,
    victim: await find('halden'),
    asker: await find('kumo'),
    close: async () => {
      await Promise.all([db.close(), auth.end(), superuser.end()])
      await database.drop()
      rmSync(filesDir, { recursive: true, force: true })
    },
  }
}
