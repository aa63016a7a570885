import type { JobHandler } from '../../job-handlers.ts'
import type { ExportLists } from './export-plan.ts'
import { runExport } from './run-export.ts'

/** The jobs of exports, by kind. */
export const exportHandlers = (lists: ExportLists): Record<string, JobHandler> => ({
  'export.run': runExport(lists),
})
