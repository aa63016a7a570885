import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clusterPath, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts'
import { isAlive } from './embedded/processes.ts'

let root: string
let dataDir: string
let log: string[]
const running: EmbeddedPostgres[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'souk-embedded-test-'))
  chmodSync(root, 0o755)
  dataDir = join(root, 'pg')
  log = []
})

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  rmSync(root, { recursive: true, force: true })
})

async function start({ throwAway = true } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, test: throwAway, log: (line) => log.push(line) })
  running.push(server)
  return server
}

async function query(server: EmbeddedPostgres, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.url('souk', 'souk_owner') })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another process that starts a server on the folder and can be killed like a product that crashed. */
async function startElsewhere(): Promise<{ child: ChildProcess; pid: number; port: number }> {
  const module = new URL('./embedded.ts', import.meta.url).href
  const code = `const { startEmbeddedPostgres } = await import(${JSON.stringify(module)})
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, test: true })
    console.log(JSON.stringify({ pid: server.pid, port: server.port }))
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk) => resolve(String(chunk)))
    child.once('exit', (status) => reject(new Error(`ended with ${status}`)))
  })
  return { child, ...(JSON.parse(line) as { pid: number; port: number }) }
}

test('a second start is quick, keeps the data and the port', async () => {
  const first = await start()
  await query(first, 'create table kept as select 42 as answer')
  await first.stop()
  const second = await start()
  expect(second.port).toBe(first.port)
  expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('the owner is no superuser, cannot pass row security and can create roles', async () => {
  const server = await start()
  const sql = 'select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user'
  expect(await query(server, sql)).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: true }])
  expect(
    await query(server, "select datlocprovider::text p, datlocale l from pg_database where datname = 'souk'"),
  ).toEqual([{ p: 'i', l: 'en-US' }])
})

test('the passwords can be read by nobody else', async () => {
  await start()
  expect(statSync(join(dataDir, 'passwords.json')).mode & 0o777).toBe(0o600)
})

test('a wrong password is refused', async () => {
  const server = await start()
  const url = new URL(server.url('souk', 'souk_owner'))
  url.password = 'wrong'
  await expect(new pg.Client({ connectionString: url.href }).connect()).rejects.toMatchObject({ code: '28P01' })
})

test('after kill -9 of the server the next start recovers what was committed', async () => {
  const first = await start({ throwAway: false })
  await query(first, 'create table kept as select 42 as answer')
  process.kill(first.pid, 'SIGKILL')
  await first.exited
  expect(await query(await start(), 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('after kill -9 of the product its orphaned server is stopped and the data goes on', async () => {
  const { child, pid } = await startElsewhere()
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const server = await start()
  expect(log.join()).toContain(`left behind (process ${pid})`)
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a folder in use by a live product is refused, and that product goes on undisturbed', async () => {
  const { child, pid } = await startElsewhere()
  await expect(start()).rejects.toThrow(/in use by process \d+/)
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  process.kill(pid, 'SIGQUIT')
  await expect.poll(() => isAlive(pid)).toBe(false)
})

test('a lock file whose number now belongs to another program is removed', async () => {
  await (await start()).stop()
  writeFileSync(join(clusterPath(dataDir), 'postmaster.pid'), `${process.pid}\n${clusterPath(dataDir)}\n`)
  expect(await query(await start(), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a taken port is exchanged for a free one', async () => {
  const first = await start()
  await first.stop()
  const squatter = createServer().listen(first.port, '127.0.0.1')
  await new Promise((resolve) => squatter.once('listening', resolve))
  const second = await start()
  expect(second.port).not.toBe(first.port)
  expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
  await new Promise((resolve) => squatter.close(resolve))
})

test('a folder that was never finished is moved aside with a sentence', async () => {
  mkdirSync(join(dataDir, 'cluster', 'base'), { recursive: true })
  writeFileSync(join(dataDir, 'cluster', 'note.txt'), 'precious')
  const server = await start()
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(log.join()).toContain('it has no PG_VERSION, so it was never finished')
  const aside = readdirSync(dataDir).find((name) => name.startsWith('cluster.unusable-'))
  expect(readFileSync(join(dataDir, aside ?? '', 'note.txt'), 'utf8')).toBe('precious')
})

test('what an initialisation killed midway left behind is cleared', async () => {
  const unfinished = join(dataDir, 'cluster.new-99')
  mkdirSync(unfinished, { recursive: true })
  await start()
  expect(existsSync(unfinished)).toBe(false)
})

test('a server that cannot start says so with the end of its log', async () => {
  await (await start()).stop()
  writeFileSync(join(clusterPath(dataDir), 'postgresql.auto.conf'), "shared_buffers = 'plenty'\n")
  writeFileSync(join(clusterPath(dataDir), 'postgresql.conf'), "work_mem = 'plenty'\n")
  await expect(start()).rejects.toThrow(/PostgreSQL ended at once[^]*work_mem/)
})
