import { setTimeout as pause } from 'node:timers/promises'
import { failJob, finishJob, holdJob, JobStopped, reportProgress, returnJob, type ClaimedJob } from '@souk/api/basics'
import { refusalOf } from '@souk/api/errors'
import type { JobContext, JobHandler } from '@souk/api/job-handlers'
import { Refusal } from '@souk/api/refusal'
import type { Db } from '@souk/db'
import type { Logger } from 'pino'

export type JobRunner = {
  db: Db
  handlers: Record<string, JobHandler>
  log: Logger
  filesDir: string
  lockSeconds: number
  /** How often a running job shows that it lives. */
  holdEveryMs: number
  /** The wait before the second try; it doubles with each. */
  retryBaseMs: number
}

/** One job of one tenant in the hands of this worker. */
export type Run = Pick<JobContext, 'tenantId' | 'inTenant'> & { job: ClaimedJob; stop: AbortController; log: Logger }

/** Why a run's signal is aborted: its worker is leaving, or the job is not its own any more. */
export type StopReason = 'leaving' | 'lost'

const RETRY_MS_MAX = 10 * 60_000
const WRITE_ATTEMPTS_MAX = 8

/** Thrown when a payload names a tenant other than the one whose row it lies in. */
class ForeignPayload extends Refusal {
  constructor() {
    super(422, 'foreign_payload', 'This job names another shop than its own. It was not run.')
  }
}

export function startRun(runner: JobRunner, tenantId: string, job: ClaimedJob): Run {
  const log = runner.log.child({ tenantId, jobId: job.id, kind: job.kind, attempt: job.attempt })
  return { tenantId, job, log, stop: new AbortController(), inTenant: (work) => runner.db.inTenant(tenantId, work) }
}

/** Brings a claimed job to its end, whatever that is. Never throws: what cannot be written now is left to the lock's end. */
export async function runJob(runner: JobRunner, run: Run): Promise<void> {
  const started = performance.now()
  const alive = setInterval(() => void hold(runner, run), runner.holdEveryMs)
  try {
    const result = await handle(runner, run)
    const counted = await written(() => run.inTenant((tx) => finishJob(tx, run.job, result)))
    run.log.info({ ms: Math.round(performance.now() - started) }, counted ? 'Job done' : 'Job was not ours any more')
  } catch (error) {
    await conclude(runner, run, error).catch((err: unknown) =>
      run.log.error({ err }, 'The end of the job could not be written; it is taken again when its lock runs out'),
    )
  } finally {
    clearInterval(alive)
  }
}

async function hold(runner: JobRunner, run: Run): Promise<void> {
  try {
    const held = await run.inTenant((tx) => holdJob(tx, run.job, runner.lockSeconds))
    if (!held) run.stop.abort('lost' satisfies StopReason)
  } catch (err) {
    run.log.warn({ err }, 'The claim could not be prolonged')
  }
}

/** The tenant comes from the row that was claimed. A payload that names another one is refused, whatever its handler does. */
async function handle(runner: JobRunner, run: Run): Promise<unknown> {
  const { tenantId, inTenant, job, stop } = run
  const named = (job.payload as { tenantId?: unknown } | null)?.tenantId
  if (named !== undefined && named !== tenantId) throw new ForeignPayload()
  const handler = runner.handlers[job.kind]
  if (!handler) throw new Error(`No handler is registered for jobs of the kind ${job.kind}.`)
  const progress = (done: number, total: number) => inTenant((tx) => reportProgress(tx, job.id, done, total))
  const { id: jobId, payload, attempt } = job
  return handler({
    tenantId,
    inTenant,
    jobId,
    payload,
    attempt,
    progress,
    signal: stop.signal,
    filesDir: runner.filesDir,
  })
}

async function conclude(runner: JobRunner, run: Run, error: unknown): Promise<void> {
  const { job, stop, log } = run
  if (error instanceof JobStopped) stop.abort('lost' satisfies StopReason)
  if (stop.signal.reason === 'lost') return log.info('Job was cancelled or taken over')
  if (stop.signal.reason === 'leaving') return giveBack(run)
  const refusal = refusalOf(error)
  const final = error instanceof Refusal || refusal?.code === 'invalid_input'
  const sentence = refusal?.message ?? 'Something broke on our side. It was logged.'
  const retryInMs = Math.min(runner.retryBaseMs * 2 ** (job.attempt - 1), RETRY_MS_MAX) * (0.75 + Math.random() / 2)
  const end = await written(() => run.inTenant((tx) => failJob(tx, job, { sentence, final, retryInMs })))
  if (end === 'failed') log.error({ err: error }, 'Job failed for good')
  else log.warn({ err: error, retryInMs }, 'Job failed and is tried again')
}

/** Leaves the job to another worker at once, without counting this try. */
export async function giveBack(run: Run): Promise<void> {
  await run.inTenant((tx) => returnJob(tx, run.job))
  run.log.info('Job given back')
}

/** Writes the end of a job even when the database restarts at that moment; the claim's number makes a second write harmless. */
async function written<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write()
    } catch (error) {
      if (attempt === WRITE_ATTEMPTS_MAX) throw error
      await pause(250 * attempt)
    }
  }
}
