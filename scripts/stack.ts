// The running product: database, migrations, demo shops, then the three services, each restarted when it crashes. Ctrl-C
// stops everything in order.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '../packages/db/src/migrate.ts'
import { embeddedDatabase, externalDatabase, type Database } from './stack/database.ts'
import { ensureDemoShops, signInTable, type SignIn } from './stack/demo-shops.ts'
import { createExtensions } from '../packages/db/src/embedded.ts'
import { StartRefused } from '../packages/db/src/embedded/start-refused.ts'
import type { Service } from './stack/service.ts'
import { startServices } from './stack/services.ts'
import { readSettings, refuseTakenPorts, type Settings } from './stack/settings.ts'
import { endLeftovers, processMark, writeState } from './stack/state-file.ts'

const started = performance.now()
const phases: string[] = []
let settings: Settings
let database: Database | undefined
let services: Service[] = []
let signIns: SignIn[] = []
let ready = false
let opening: Promise<Database> | undefined
let ending = false
let recorded = false

const say = (name: string) => (line: string) => console.log(`[${name}] ${line}`)

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now()
  const result = await work()
  phases.push(`${name} ${((performance.now() - from) / 1000).toFixed(1)} s`)
  return result
}

async function end(code: number, reason?: string): Promise<void> {
  if (ending) return
  ending = true
  if (reason) console.error(reason)
  await Promise.all(services.map((service) => service.stop()))
  // A database that is still starting would otherwise be left running.
  await (await opening?.catch(() => undefined))?.stop()
  if (recorded) recordState()
  if (code === 0) console.log('Everything is stopped.')
  process.exit(code)
}

function recordState(): void {
  recorded = true
  const running = ending
    ? []
    : [
        { name: 'stack', pid: process.pid },
        { name: 'postgres', pid: database?.pid() },
      ]
  const all = [...running, ...(ending ? [] : services.map(({ name, pid }) => ({ name, pid: pid() })))]
  const marks = all.flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, processMark(pid)]]))
  const state = { ready: ready && !ending, ports: settings.ports, processes: Object.fromEntries(marks), signIns }
  writeState(join(settings.stateDir, 'stack.json'), state)
}

async function openDatabase(): Promise<Database> {
  const { stateDir } = settings
  if (process.env.DATABASE_URL) return externalDatabase(process.env, stateDir)
  return embeddedDatabase(stateDir, {
    log: say('postgres'),
    onMoved: () => services.forEach((service) => service.restart()),
    onRestarted: recordState,
    onGivenUp: (reason) => void end(1, reason.message),
  })
}

async function migrateDatabase(open: Database): Promise<void> {
  const { owner } = open.urls()
  if (!owner) return console.log('MIGRATE_DATABASE_URL is not set, so the schema is taken as it is.')
  await createExtensions(owner)
  const { applied } = await migrate(owner, { passwords: open.passwords })
  if (applied.length) console.log(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}.`)
}

function showAddresses(): void {
  const { platformHost, ports } = settings
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`\nSouk is ready in ${seconds} s: ${phases.join(', ')}.\n`)
  console.log(`  Platform   http://${platformHost}:${ports.web}`)
  for (const host of new Set(signIns.map(({ address }) => address)))
    console.log(`  Shop       http://${host}:${ports.web}`)
  console.log(`  Realtime   http://${platformHost}:${ports.realtime}`)
  console.log(`  Database   ${database?.describe()}`)
  const offices = signIns.map((row) => ({ ...row, address: `http://${row.address}:${ports.web}/admin` }))
  const table = signInTable(offices)
  if (table) console.log(`\n${table}`)
  console.log('\nCtrl-C stops everything.')
}

async function run(): Promise<void> {
  settings = readSettings(process.env, process.argv[2] === 'dev' ? 'dev' : 'start')
  await endLeftovers(join(settings.stateDir, 'stack.json'), console.log)
  await refuseTakenPorts(settings.ports)
  const open = await timed('database', () => (opening = openDatabase()))
  database = open
  mkdirSync(settings.filesDir, { recursive: true })
  await timed('migrations', () => migrateDatabase(open))
  if (settings.seedWanted) {
    const { root, filesDir } = settings
    const { app, auth } = open.urls()
    const wanted = { root, filesDir, databaseUrl: app, authUrl: auth, log: say('seed') }
    signIns = await timed('demo shops', () => ensureDemoShops(wanted))
  }
  if (ending) return
  services = startServices({
    settings,
    urls: open.urls,
    log: (name, line) => say(name)(line),
    onStarted: () => ready && recordState(),
    onGivenUp: (reason) => void end(1, reason.message),
  })
  recordState()
  await timed('services', () => Promise.all(services.map((service) => service.ready())))
  ready = true
  recordState()
  showAddresses()
}

// Whoever started us may be killed without a chance to pass a signal on.
const starter = process.ppid
setInterval(() => process.ppid !== starter && void end(0), 500).unref()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
run().catch((error: Error) => end(1, error instanceof StartRefused ? error.message : (error.stack ?? error.message)))
