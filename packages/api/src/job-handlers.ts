import type { TenantTx } from '@souk/db'
import { bulkHandlers, exportHandlers } from './basics/index.ts'
import { bulkRegistry } from './bulk-registry.ts'
import { organisationHandlers, pictureHandlers, publishingHandlers } from './catalog/index.ts'
import { importHandlers } from './imports/index.ts'
import { lists } from './list-registry.ts'
import { orderHandlers } from './orders/index.ts'
import { pricingHandlers } from './pricing/index.ts'
import { sandboxHandlers } from './payments/index.ts'

/** What a handler works with. Its tenant is the one of the job's row; a payload cannot name another. */
export type JobContext = {
  tenantId: string
  jobId: string
  /** As it was enqueued; the handler parses it with its own schema. */
  payload: unknown
  /** 1 for the first try. A try may have been cut short anywhere, so a handler makes its steps repeatable. */
  attempt: number
  /** A transaction of the job's tenant; the only way to the data. */
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>
  /** Tells how far it has come, in a transaction of its own. Throws JobStopped when the job was cancelled. */
  progress: (done: number, total: number) => Promise<void>
  /** Aborted when the job was cancelled or taken over, or the worker is stopping. */
  signal: AbortSignal
  /** The folder of the file store. */
  filesDir: string
}

/** Does the work of one kind of job. What it returns is kept as the job's result; a Refusal is not tried again. */
export type JobHandler = (job: JobContext) => Promise<unknown>

/** Who does what, by kind. A module adds its line here. */
export const jobHandlers: Record<string, JobHandler> = {
  ...bulkHandlers(bulkRegistry),
  ...exportHandlers(lists),
  ...importHandlers,
  ...pictureHandlers,
  ...publishingHandlers,
  ...organisationHandlers,
  ...orderHandlers,
  ...pricingHandlers,
  ...sandboxHandlers,
}
