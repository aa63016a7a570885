// A database to develop against: `node_modules/.bin/node scripts/dev-pg.ts`. It keeps its data in .data/dev-pg and stays in
// the foreground until Ctrl-C.
import { resolve } from 'node:path'
import { startEmbeddedPostgres } from '../packages/db/src/embedded.ts'

const dataDir = resolve(import.meta.dirname, '../.data/dev-pg')
const postgres = await startEmbeddedPostgres({ dataDir, log: console.log })
console.log(`PostgreSQL 18 on port ${postgres.port}, process ${postgres.pid}, data in ${dataDir}`)
console.log(`superuser  ${postgres.url('souk', 'postgres')}`)
console.log(`owner      ${postgres.url('souk', 'souk_owner')}`)
console.log(`app        ${postgres.url('souk', 'souk_app')}`)
console.log(`auth       ${postgres.url('souk', 'souk_auth')}`)
console.log(`relay      ${postgres.url('souk', 'souk_relay')}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void postgres.stop())
// The server is a detached process, so this is also what keeps us in the foreground.
await postgres.exited
