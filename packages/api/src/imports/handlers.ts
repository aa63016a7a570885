import type { JobHandler } from '../job-handlers.ts'
import { checkImport } from './check-import.ts'
import { runImport } from './run-import.ts'
import { undoImport } from './undo-import.ts'

/** The jobs of an import, by kind. */
export const importHandlers: Record<string, JobHandler> = {
  'import.check': checkImport,
  'import.run': runImport,
  'import.undo': undoImport,
}
