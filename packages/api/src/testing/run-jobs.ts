import { claimJob, failJob, finishJob, reportProgress } from '../basics/index.ts'
import { jobHandlers, type JobContext } from '../job-handlers.ts'
import { refusalOf } from '../errors.ts'
import type { TestShop } from './index.ts'

/** Does the shop's waiting jobs, as the worker does, one after the other. Returns the result or the sentence of each. */
export async function runJobs(
  shop: TestShop,
  filesDir: string,
  signal = new AbortController().signal,
): Promise<unknown[]> {
  const results: unknown[] = []
  for (;;) {
    const job = await shop.inTenant((tx) => claimJob(tx))
    if (!job) return results
    const context: JobContext = {
      tenantId: shop.tenant.id,
      jobId: job.id,
      payload: job.payload,
      attempt: job.attempt,
      inTenant: shop.inTenant,
      progress: (done, total) => shop.inTenant((tx) => reportProgress(tx, job.id, done, total)),
      signal,
      filesDir,
    }
    try {
      const result = await jobHandlers[job.kind]!(context)
      await shop.inTenant((tx) => finishJob(tx, job, result))
      results.push(result)
    } catch (cause) {
      const sentence = refusalOf(cause)?.message
      if (sentence === undefined) throw cause
      await shop.inTenant((tx) => failJob(tx, job, { sentence, final: true, retryInMs: 0 }))
      results.push(sentence)
    }
  }
}
