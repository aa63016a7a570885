import type { JobHandler } from '../job-handlers.ts'
import { lookOver } from './quality/look-over.ts'
import { relabelAll } from './naming/relabel-products.ts'

/** The jobs that a change around the products leaves behind, by kind. */
export const organisationHandlers: Record<string, JobHandler> = {
  'catalog.relabel': relabelAll,
  'catalog.quality': lookOver,
}
