import { setTimeout as pause } from 'node:timers/promises'
import { claimJob, JOB_LOCK_SECONDS } from '@souk/api/basics'
import { jobHandlers } from '@souk/api/job-handlers'
import { createBell, createDueTenants, listenForWork } from '@souk/db'
import { giveBack, runJob, startRun, type JobRunner, type Run, type StopReason } from './run-job.ts'

export type WorkerOptions = Pick<JobRunner, 'db' | 'log' | 'filesDir'> &
  Partial<Pick<JobRunner, 'handlers' | 'lockSeconds' | 'holdEveryMs' | 'retryBaseMs'>> & {
    relayUrl: string
    /** How many jobs run at once. One place is always kept for a second tenant. */
    concurrency?: number
    pollMs?: number
    /** How long a stop waits for the running jobs before it gives them back. */
    graceMs?: number
  }

export type Worker = { isReady: () => boolean; stop: () => Promise<void> }

/** Takes due jobs of all tenants in turn, a few at once, until it is stopped. Outlives a restart of the database. */
export function startWorker(options: WorkerOptions): Worker {
  const { concurrency = 4, pollMs = 250, graceMs = 10_000, log } = options
  const runner: JobRunner = { ...DEFAULTS, ...options }
  const perTenantMax = Math.max(1, concurrency - 1)
  const runs = new Map<Run, Promise<void>>()
  const bell = createBell()
  const ending = new AbortController()
  let lastTenantId = ''
  let ready = false

  const start = (run: Run) => {
    const done = runJob(runner, run).finally(() => {
      runs.delete(run)
      bell.ring()
    })
    runs.set(run, done)
  }
  const busyWith = (tenantId: string) => [...runs.keys()].filter((run) => run.tenantId === tenantId).length

  /** One job a tenant and round, beginning after the tenant served last, until all places are taken or nothing is due. */
  const fill = async () => {
    const open = inTurn(await due.read(), lastTenantId)
    ready = true
    while (open.length > 0 && runs.size < concurrency && !ending.signal.aborted) {
      const tenantId = open.shift()!
      if (busyWith(tenantId) >= perTenantMax) continue
      const job = await options.db.inTenant(tenantId, (tx) => claimJob(tx, runner.lockSeconds))
      lastTenantId = tenantId
      if (!job) continue
      start(startRun(runner, tenantId, job))
      open.push(tenantId)
    }
  }
  const notNow = (err: unknown) => {
    ready = false
    log.warn({ err }, 'Due jobs could not be read; trying again')
  }
  const loop = async () => {
    while (!ending.signal.aborted) {
      await fill().catch(notNow)
      await bell.sleep(pollMs)
    }
  }

  const due = createDueTenants(options.relayUrl)
  const listener = listenForWork(options.relayUrl, bell.ring)
  const looping = loop()
  return {
    isReady: () => ready,
    stop: async () => {
      ending.abort()
      bell.ring()
      await looping
      await finishOrGiveBack(runs, graceMs)
      await Promise.all([due.close(), listener.close()])
    },
  }
}

const DEFAULTS = { handlers: jobHandlers, lockSeconds: JOB_LOCK_SECONDS, holdEveryMs: 10_000, retryBaseMs: 1_000 }

/** Waits for the running jobs, then tells them to stop, and leaves to other workers what is still not at its end. */
async function finishOrGiveBack(runs: Map<Run, Promise<void>>, graceMs: number): Promise<void> {
  await Promise.race([Promise.all(runs.values()), pause(graceMs)])
  for (const run of runs.keys()) run.stop.abort('leaving' satisfies StopReason)
  await Promise.race([Promise.all(runs.values()), pause(500)])
  await Promise.allSettled([...runs.keys()].map(giveBack))
}

/** The tenants in the order of their turns: first those after the one that was served last. */
export function inTurn(tenantIds: string[], lastTenantId: string): string[] {
  const next = tenantIds.findIndex((id) => id > lastTenantId)
  return next <= 0 ? tenantIds : [...tenantIds.slice(next), ...tenantIds.slice(0, next)]
}
