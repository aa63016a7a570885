import { join } from 'node:path'
import { prepareDatabase, startEmbeddedPostgres } from '@souk/db/embedded'
import { migrate } from '@souk/db/migrate'
import type { TestProject } from 'vitest/node'
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
    }
    /** Where `redis-server` is, or why the tests that need it are skipped. */
    redis: { path?: string; reason?: string }
  }
}

/** One throw-away PostgreSQL a run, with a migrated `souk_template` of which every test file clones its own database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.DATABASE_URL)
    console.log('DATABASE_URL is ignored: tests run on a throw-away PostgreSQL of their own.')
  const redis = await findRedis()
  if (redis.reason) console.log(`Tests that need Redis are skipped: ${redis.reason}.`)
  project.provide('redis', redis)
  const started = performance.now()
  const folder = throwAwayFolder()
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder.path, 'pg'), test: true, log: console.log })
  const { passwords } = postgres
  await prepareDatabase(postgres.url('postgres', 'postgres'), 'souk_template', passwords.owner)
  const { applied } = await migrate(postgres.url('souk_template', 'souk_owner'), { passwords })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`PostgreSQL for the tests is ready in ${seconds} s (${applied.length} migrations).`)
  project.provide('postgres', {
    port: postgres.port,
    superPassword: passwords.postgres,
    ownerPassword: passwords.owner,
    appPassword: passwords.app,
    authPassword: passwords.auth,
    relayPassword: passwords.relay,
  })
  return async () => {
    await postgres.stop()
    folder.remove()
  }
}
