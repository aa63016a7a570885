// `npm run db:migrate-new -- <name>`: writes the migration that turns the present migrations into the present schema.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, chmodSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { startEmbeddedPostgres } from '../packages/db/src/embedded.ts'
import { StartRefused } from '../packages/db/src/embedded/start-refused.ts'
import { migrate } from '../packages/db/src/migrate.ts'
import { tellAndFail } from './tell-and-fail.ts'

const root = resolve(import.meta.dirname, '..')
const db = join(root, 'packages/db')

async function main(): Promise<void> {
  const name = process.argv[2] ?? ''
  if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) {
    throw new StartRefused('Name the migration in snake_case: npm run db:migrate-new -- add_gift_cards')
  }
  const sql = await differenceToSchema()
  if (!sql) return console.log('The schema holds nothing that the migrations do not make.')
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(db, 'prisma/migrations', `${stamp}_${name}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'migration.sql'), `${sql}\n`)
  console.log(`Wrote ${relative(root, folder)}/migration.sql.`)
  console.log('Protect each new tenant table there, and grant what souk_app, souk_auth and souk_relay may do.')
}

/** Compared against a throw-away database that all present migrations made, so hand-written parts of them count. */
async function differenceToSchema(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'souk-migrate-'))
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), test: true, log: console.log })
  try {
    await migrate(postgres.url('souk', 'souk_owner'), { passwords: postgres.passwords })
    return prismaDiff(postgres.url('souk', 'postgres'))
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function prismaDiff(url: string): string {
  const prisma = join(root, 'node_modules/prisma/build/index.js')
  const args = ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema', '--script']
  const env = { ...process.env, MIGRATE_DATABASE_URL: url, CHECKPOINT_DISABLE: '1' }
  const run = spawnSync(process.execPath, [prisma, ...args], { cwd: db, env, encoding: 'utf8', timeout: 120_000 })
  if (run.status !== 0) throw new StartRefused(`prisma migrate diff failed:\n${run.stderr}${run.stdout}`)
  const sql = run.stdout.trim()
  const statements = sql.split('\n').filter((line) => line.trim() && !line.startsWith('--'))
  return statements.length ? sql : ''
}

await main().catch(tellAndFail)
