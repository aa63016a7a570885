import { join } from 'node:path'
import { prepareDatabase, startEmbeddedPostgres } from '@souk/db/embedded'
import { migrate } from '@souk/db/migrate'
import { startPgbouncer, type TestPostgres } from '@souk/db/testing'
import type { TestProject } from 'vitest/node'
import { findPgbouncer } from '../scripts/find-pgbouncer.ts'
import { findRedis } from '../scripts/find-redis.ts'
import { throwAwayFolder } from './throw-away-folder.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: {
      port: number
      superPassword: string
      ownerPassword: string
      appPassword: string
      authPassword: string
      relayPassword: string
      poolerPort?: number
    }
    /** Where `redis-server` is, or why the tests that need it are skipped. */
    redis: { path?: string; reason?: string }
    /** The same of `pgbouncer`. */
    pgbouncer: { path?: string; reason?: string }
  }
}

/** One throw-away PostgreSQL a run, with a migrated `souk_template` of which every test file clones its own database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.DATABASE_URL)
    console.log('DATABASE_URL is ignored: tests run on a throw-away PostgreSQL of their own.')
  const redis = await findRedis()
  if (redis.reason) console.log(`Tests that need Redis are skipped: ${redis.reason}.`)
  project.provide('redis', redis)
  const pgbouncer = await findPgbouncer()
  if (pgbouncer.reason) console.log(`Tests that need PgBouncer are skipped: ${pgbouncer.reason}.`)
  project.provide('pgbouncer', pgbouncer)
  const started = performance.now()
  const folder = throwAwayFolder()
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder.path, 'pg'), test: true, log: console.log })
  const { passwords } = postgres
  await prepareDatabase(postgres.url('postgres', 'postgres'), 'souk_template', passwords.owner)
  const { applied } = await migrate(postgres.url('souk_template', 'souk_owner'), { passwords })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`PostgreSQL for the tests is ready in ${seconds} s (${applied.length} migrations).`)
  const provided = {
    port: postgres.port,
    superPassword: passwords.postgres,
    ownerPassword: passwords.owner,
    appPassword: passwords.app,
    authPassword: passwords.auth,
    relayPassword: passwords.relay,
  }
  const pooler = await poolerForAll(pgbouncer, provided)
  project.provide('postgres', pooler ? { ...provided, poolerPort: pooler.port } : provided)
  return async () => {
    await pooler?.stop()
    await postgres.stop()
    folder.remove()
  }
}

/**
 * SOUK_TEST_POOLER=<n> sends every test's souk_app and souk_auth through a PgBouncer with n server connections each. With
 * one, a transaction opened inside another waits for ever; the product never does that, a test of in-tenant does.
 */
async function poolerForAll(pgbouncer: { path?: string; reason?: string }, postgres: TestPostgres) {
  const poolSize = Number(process.env.SOUK_TEST_POOLER ?? 0)
  if (!poolSize) return undefined
  if (!pgbouncer.path) throw new Error(`SOUK_TEST_POOLER is set, but ${pgbouncer.reason}.`)
  return startPgbouncer(pgbouncer.path, postgres, poolSize)
}
