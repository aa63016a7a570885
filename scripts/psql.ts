// `npm run db:psql -- <shop>`: psql as souk_app inside one tenant, so what it shows is what the product may see.
import { spawn } from 'node:child_process'
import pg from 'pg'
import { StartRefused } from '../packages/db/src/embedded/start-refused.ts'
import { openLocalDatabase } from './local-database.ts'
import { onPath } from './on-path.ts'
import { readSettings } from './stack/settings.ts'
import { tellAndFail } from './tell-and-fail.ts'

const [slug, ...rest] = process.argv.slice(2)

async function main(): Promise<void> {
  if (!slug) throw new StartRefused('Say which shop: npm run db:psql -- acme')
  const psql = onPath('psql')
  if (!psql) throw new StartRefused('psql is not on the PATH. On Debian: apt-get install postgresql-client')
  const { stateDir } = readSettings(process.env, 'start')
  if (process.env.DATABASE_URL) return inTenant(psql, process.env.DATABASE_URL, process.env.AUTH_DATABASE_URL)
  const database = await openLocalDatabase(stateDir)
  const { app, auth } = database.passwords
  const url = (user: string, password: string) => `postgresql://${user}:${password}@127.0.0.1:${database.port}/souk`
  try {
    await inTenant(psql, url('souk_app', app), url('souk_auth', auth))
  } finally {
    await database.close()
  }
}

async function inTenant(psql: string, appUrl: string, authUrl: string | undefined): Promise<void> {
  const id = await tenantId(authUrl ?? appUrl)
  // Ctrl-C belongs to psql: it cancels a statement there.
  process.on('SIGINT', () => undefined)
  const env = { ...process.env, PGOPTIONS: `-c app.tenant_id=${id}`, PGAPPNAME: `psql ${slug}` }
  const child = spawn(psql, [appUrl, ...rest], { stdio: 'inherit', env })
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** A shop is looked up before a tenant is known, so by the role that may. */
async function tenantId(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>('select id from tenants where slug = $1', [slug])
    if (rows[0]) return rows[0].id
    const known = await client.query<{ slug: string }>('select slug from tenants order by slug limit 20')
    const names = known.rows.map((row) => row.slug).join(', ') || 'none'
    throw new StartRefused(`There is no shop ${slug}. Shops here: ${names}.`)
  } finally {
    await client.end()
  }
}

await main().catch(tellAndFail)
