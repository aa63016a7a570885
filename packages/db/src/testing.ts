import { randomBytes } from 'node:crypto'
import pg from 'pg'

export { startPgbouncer } from './testing/start-pgbouncer.ts'

/** Where the run's throw-away PostgreSQL listens; vitest's `inject('postgres')` gives it. */
export type TestPostgres = {
  port: number
  superPassword: string
  ownerPassword: string
  appPassword: string
  authPassword: string
  relayPassword: string
  /** Where a PgBouncer before it listens; souk_app and souk_auth are then reached through that. */
  poolerPort?: number
}

export type TestDatabase = {
  name: string
  urls: { super: string; owner: string; app: string; auth: string; relay: string }
  drop: () => Promise<void>
}

/** Clones the migrated template into a database of a test file's own; takes about a tenth of a second. */
export async function cloneDatabase(postgres: TestPostgres): Promise<TestDatabase> {
  const name = `souk_test_${process.pid}_${randomBytes(4).toString('hex')}`
  const url = (role: string, password: string, database = name, port = postgres.port) =>
    `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: url('postgres', postgres.superPassword, 'postgres') })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await admin(`create database ${name} template souk_template owner souk_owner`)
  return {
    name,
    urls: {
      super: url('postgres', postgres.superPassword),
      owner: url('souk_owner', postgres.ownerPassword),
      app: url('souk_app', postgres.appPassword, name, postgres.poolerPort),
      auth: url('souk_auth', postgres.authPassword, name, postgres.poolerPort),
      relay: url('souk_relay', postgres.relayPassword),
    },
    drop: () => admin(`drop database if exists ${name} with (force)`),
  }
}
