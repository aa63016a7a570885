import type { JobHandler } from '../../job-handlers.ts'
import { fetchPictures } from './fetch-pictures.ts'

/** The jobs that have the pictures an import named, by kind. */
export const pictureHandlers: Record<string, JobHandler> = {
  'import.pictures': (job) => fetchPictures(job),
}
