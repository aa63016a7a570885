import { setTimeout as pause } from 'node:timers/promises'
import { enqueueJob, cancelJob, claimJob, findJob, finishJob, type EnqueueJob } from '@souk/api/basics'
import type { JobHandler } from '@souk/api/job-handlers'
import { Refusal } from '@souk/api/refusal'
import { createDb, type Db } from '@souk/db'
import { cloneDatabase, type TestDatabase } from '@souk/db/testing'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { inTurn, startWorker, type Worker, type WorkerOptions } from './worker.ts'

const acme = '01900000-0000-7000-8000-0000000000aa'
const globex = '01900000-0000-7000-8000-0000000000bb'
const log = pino({ level: 'silent' })
let database: TestDatabase
let db: Db
let workers: Worker[] = []

beforeAll(async () => {
  database = await cloneDatabase(inject('postgres'))
  db = createDb(database.urls.app, { poolMax: 8 })
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
  for (const tenantId of [acme, globex])
    await db.inTenant(tenantId, (tx) => tx.$executeRaw`delete from jobs where tenant_id = ${tenantId}::uuid`)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const work = (handlers: Record<string, JobHandler>, more: Partial<WorkerOptions> = {}) => {
  const worker = startWorker({
    db,
    log,
    relayUrl: database.urls.relay,
    filesDir: '/nowhere',
    handlers,
    pollMs: 20,
    retryBaseMs: 20,
    graceMs: 200,
    ...more,
  })
  workers.push(worker)
  return worker
}
const enqueue = async (tenantId: string, job: Partial<EnqueueJob> = {}) =>
  (await db.inTenant(tenantId, (tx) => enqueueJob(tx, { kind: 'count', payload: {}, ...job }))).jobId
const stateOf = (tenantId: string, jobId: string) => db.inTenant(tenantId, (tx) => findJob(tx, jobId))
const reaches = (tenantId: string, jobId: string, status: string) =>
  vi.waitFor(async () => expect((await stateOf(tenantId, jobId))?.status).toBe(status), {
    timeout: 8_000,
    interval: 20,
  })

test('each of fifty jobs runs exactly once while three workers reach for them', async () => {
  const ran: string[] = []
  const ids = await Promise.all(Array.from({ length: 50 }, (_, n) => enqueue(n % 2 ? acme : globex)))
  for (let n = 0; n < 3; n++) work({ count: async ({ jobId }) => void ran.push(jobId) })
  await Promise.all(ids.map((id, n) => reaches(n % 2 ? acme : globex, id, 'done')))
  expect(ran.toSorted()).toEqual(ids.toSorted())
})

test('a job is there if, and only if, the transaction that caused it commits', async () => {
  let jobId = ''
  const failing = db.inTenant(acme, async (tx) => {
    jobId = (await enqueueJob(tx, { kind: 'count', payload: {} })).jobId
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  expect(await stateOf(acme, jobId)).toBeNull()
})

test('a job works in the tenant of its row and cannot see another, whatever it asks for (T29)', async () => {
  const foreign = await enqueue(globex, { kind: 'later', runAt: new Date('2099-01-01') })
  const jobId = await enqueue(acme)
  work({
    count: async ({ tenantId, inTenant }) => ({
      tenantId,
      bound: await inTenant(async (tx) => tx.tenantId),
      foreign: await inTenant((tx) => findJob(tx, foreign)),
    }),
  })
  await reaches(acme, jobId, 'done')
  expect((await stateOf(acme, jobId))?.result).toEqual({ tenantId: acme, bound: acme, foreign: null })
})

test('a payload edited to name another tenant is refused and never run (T29)', async () => {
  const ran = vi.fn(async () => {})
  const jobId = await enqueue(acme, { payload: { tenantId: globex } })
  work({ count: ran })
  await reaches(acme, jobId, 'failed')
  expect((await stateOf(acme, jobId))?.error).toBe('This job names another shop than its own. It was not run.')
  expect(ran).not.toHaveBeenCalled()
})

test('a job that fails is tried again, and the tries are bounded: then it is a dead letter and others go on (D25)', async () => {
  const tries: Record<string, number> = {}
  const poisoned = await enqueue(acme, { kind: 'poison', attemptsMax: 3 })
  const shaky = await enqueue(acme, { kind: 'shaky' })
  const sound = await enqueue(acme)
  const count = (jobId: string) => (tries[jobId] = (tries[jobId] ?? 0) + 1)
  work({
    poison: async ({ jobId }) => Promise.reject(new Error(`secret detail ${count(jobId)}`)),
    shaky: async ({ jobId }) => (count(jobId) < 2 ? Promise.reject(new Error('once')) : 'well'),
    count: async () => {},
  })
  await Promise.all([reaches(acme, poisoned, 'failed'), reaches(acme, shaky, 'done'), reaches(acme, sound, 'done')])
  await pause(200)
  expect(tries).toEqual({ [poisoned]: 3, [shaky]: 2 })
  expect((await stateOf(acme, poisoned))?.error).toBe('Something broke on our side. It was logged.')
})

test('a refusal is told on the job and not tried again', async () => {
  let tries = 0
  const jobId = await enqueue(acme)
  work({
    count: async () => {
      tries++
      throw new Refusal(422, 'no_columns', 'The file has no column called Handle.')
    },
  })
  await reaches(acme, jobId, 'failed')
  await pause(100)
  expect(tries).toBe(1)
  expect((await stateOf(acme, jobId))?.error).toBe('The file has no column called Handle.')
})

test('the job of a worker that died is taken again when its lock has run out, and the dead one can end it no more', async () => {
  const jobId = await enqueue(acme)
  const dead = await db.inTenant(acme, (tx) => claimJob(tx, 0.3))
  expect(dead?.id).toBe(jobId)
  const attempts: number[] = []
  const late: boolean[] = []
  work({
    count: async ({ attempt }) => {
      attempts.push(attempt)
      late.push(await db.inTenant(acme, (tx) => finishJob(tx, dead!, 'too late')))
    },
  })
  await reaches(acme, jobId, 'done')
  expect([attempts, late]).toEqual([[2], [false]])
  expect((await stateOf(acme, jobId))?.result).toBeNull()
})

test('a long job keeps its claim as long as it shows that it lives', async () => {
  let runs = 0
  const jobId = await enqueue(acme)
  const slow: JobHandler = async () => void (runs++, await pause(1_200))
  const short = { lockSeconds: 0.4, holdEveryMs: 100 }
  work({ count: slow }, short)
  work({ count: slow }, short)
  await reaches(acme, jobId, 'done')
  expect(runs).toBe(1)
})

test('a job whose worker died at every try becomes a dead letter', async () => {
  const jobId = await enqueue(acme, { attemptsMax: 1 })
  await db.inTenant(acme, (tx) => claimJob(tx, 0.05))
  work({ count: async () => {} })
  await reaches(acme, jobId, 'failed')
})

test('a worker that stops gives back what it could not finish, and another takes it at once', async () => {
  const jobId = await enqueue(acme, { attemptsMax: 1 })
  let started = false
  const first = work({
    count: ({ signal }) =>
      new Promise((_, reject) => {
        started = true
        signal.addEventListener('abort', () => reject(new Error('stopped in the middle')))
      }),
  })
  await vi.waitFor(() => expect(started).toBe(true))
  await first.stop()
  workers = []
  expect((await stateOf(acme, jobId))?.status).toBe('ready')
  work({ count: async () => {} })
  await reaches(acme, jobId, 'done')
})

test('a cancelled job stops at its next sign of progress', async () => {
  const jobId = await enqueue(acme)
  let steps = 0
  let aborted = false
  work(
    {
      count: async ({ progress, signal }) => {
        signal.addEventListener('abort', () => (aborted = true))
        for (; ; steps++) {
          await progress(steps, 100)
          await pause(20)
        }
      },
    },
    { holdEveryMs: 50 },
  )
  await vi.waitFor(() => expect(steps).toBeGreaterThan(1))
  await db.inTenant(acme, (tx) => cancelJob(tx, jobId))
  const stopped = steps
  await pause(300)
  expect(steps - stopped).toBeLessThanOrEqual(1)
  expect(await stateOf(acme, jobId)).toMatchObject({ status: 'cancelled' })
  expect(aborted).toBe(true)
})

test('one key makes one job while it waits, and starts anew when it has ended', async () => {
  const job = { kind: 'count', dedupeKey: 'import-1' }
  const [first, second] = [await enqueue(acme, job), await enqueue(acme, job)]
  expect(second).toBe(first)
  expect(await enqueue(globex, job)).not.toBe(first)
  let runs = 0
  work({ count: async () => void runs++ })
  await Promise.all([reaches(acme, first, 'done'), vi.waitFor(() => expect(runs).toBe(2))])
  expect(await enqueue(acme, job)).toBe(first)
  await vi.waitFor(() => expect(runs).toBe(3))
})

test('tenants take turns: one job of a second tenant does not wait for a hundred of the first', async () => {
  const order: string[] = []
  for (let n = 0; n < 100; n++) await enqueue(acme)
  const late = await enqueue(globex)
  work({ count: async ({ tenantId }) => void (order.push(tenantId), await pause(5)) }, { concurrency: 1 })
  await reaches(globex, late, 'done')
  expect(order.indexOf(globex)).toBeLessThan(4)
  expect(inTurn(['a', 'b', 'c'], 'b')).toEqual(['c', 'a', 'b'])
  expect(inTurn(['a', 'b', 'c'], 'c')).toEqual(['a', 'b', 'c'])
})
