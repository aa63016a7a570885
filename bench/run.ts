// `npm run bench -- lists [--shop big] [--list orders] [--runs 7]`: how fast every list is, with every filter in every order.
// `npm run bench -- exports [--shop big] [--list orders]`: how much memory a whole list takes on its way to a file, and how long.
// `npm run bench -- storefront [--shop big] [--runs 7]`: how fast a shopper's pages are read in a large shop.
// `npm run bench -- imports [--rows 50000]`: how long a file of products takes through dry run, import, change and undo.
// The first three measure against a shop that `npm run seed -- big` made, in the database that `npm run db:psql` opens.
import { createAuthPool, createDb } from '../packages/db/src/index.ts'
import { StartRefused } from '../packages/db/src/embedded/start-refused.ts'
import { openLocalDatabase } from '../scripts/local-database.ts'
import { readSettings } from '../scripts/stack/settings.ts'
import { tellAndFail } from '../scripts/tell-and-fail.ts'
import { measureExports } from './exports.ts'
import { measureImports } from './imports.ts'
import { measureLists, tellCase, tellLists } from './lists.ts'
import { measureStorefront } from './storefront.ts'

const LIMIT_MS = 300
const LIMIT_RSS_MB = 256
const [what, ...rest] = process.argv.slice(2)
const option = (name: string) => rest[rest.indexOf(`--${name}`) + 1]
const given = (name: string, usual: string) => (rest.includes(`--${name}`) ? (option(name) ?? usual) : usual)

async function main(): Promise<void> {
  if (what === 'imports') return measureImports(Number(given('rows', '50000')), console.log)
  if (what !== 'lists' && what !== 'exports' && what !== 'storefront') {
    throw new StartRefused('Say what to measure: npm run bench -- lists, exports, storefront or imports')
  }
  const { urls, close } = await openDatabase()
  const db = createDb(urls.app, { poolMax: 2 })
  const auth = createAuthPool(urls.auth, 1)
  try {
    const slug = given('shop', 'big')
    const { rows } = await auth.query<{ id: string }>('select id from tenants where slug = $1', [slug])
    if (!rows[0]) throw new StartRefused(`There is no shop ${slug}; npm run seed -- big makes one.`)
    if (what === 'exports') return await exports(db, rows[0].id)
    if (what === 'storefront') return await measureStorefront(db, rows[0].id, Number(given('runs', '7')), console.log)
    const only = given('list', '')
    const measured = await measureLists(db, rows[0].id, {
      ...(only && { only }),
      runs: Number(given('runs', '7')),
      limitMs: LIMIT_MS,
      // Told at once: a whole run takes minutes, and the slow cases are what one waits for.
      onCase: (one) => (one.p95 > LIMIT_MS ? console.error(`slow: ${tellCase(one)}`) : undefined),
    })
    for (const line of tellLists(measured, LIMIT_MS)) console.log(line)
    if (measured.some(({ p95 }) => p95 > LIMIT_MS)) process.exitCode = 1
  } finally {
    await Promise.all([db.close(), auth.end()])
    await close()
  }
}

async function exports(db: Parameters<typeof measureExports>[0], tenantId: string): Promise<void> {
  for (const one of await measureExports(db, tenantId, given('list', 'orders'))) {
    console.log(`${one.format}: ${one.rows} rows, ${one.bytes} bytes, ${one.seconds} s, at most ${one.maxRssMb} MB`)
    if (one.maxRssMb > LIMIT_RSS_MB) process.exitCode = 1
  }
}

async function openDatabase() {
  const { DATABASE_URL: app, AUTH_DATABASE_URL: auth } = process.env
  if (app) return { urls: { app, auth: auth ?? app }, close: async () => undefined }
  const { port, passwords, close } = await openLocalDatabase(readSettings(process.env, 'start').stateDir)
  const url = (role: string, password: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/souk`
  return { urls: { app: url('souk_app', passwords.app), auth: url('souk_auth', passwords.auth) }, close }
}

await main().catch(tellAndFail)
