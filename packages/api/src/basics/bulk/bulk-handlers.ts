import type { JobHandler } from '../../job-handlers.ts'
import type { BulkRegistry } from './bulk-action.ts'
import { runBulk } from './run-bulk.ts'
import { runUndo } from './undo-bulk-run.ts'

/** The jobs of bulk runs, by kind. */
export const bulkHandlers = (registry: BulkRegistry): Record<string, JobHandler> => ({
  'bulk.run': runBulk(registry),
  'bulk.undo': runUndo(registry),
})
