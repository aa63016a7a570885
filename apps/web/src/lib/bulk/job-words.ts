import { m } from '#lib/i18n/messages.ts'
import { actionName } from './action-words.ts'

export type TrayJob = {
  id: string
  kind: string
  status: 'ready' | 'running' | 'done' | 'failed' | 'cancelled'
  done: number
  total: number
  error: string | null
  runId: string | null
  exportId: string | null
  importId: string | null
  action: string | null
  cancellable: boolean
}

export const jobIsLive = ({ status }: Pick<TrayJob, 'status'>): boolean => status === 'ready' || status === 'running'

/** What a job does, in a few words. */
export function jobName({ kind, action }: TrayJob): string {
  if (kind === 'bulk.run') return action ? actionName(action) : m.bulk_job_bulk()
  if (kind === 'bulk.undo') return m.bulk_job_undo({ action: action ? actionName(action) : m.bulk_job_bulk() })
  if (kind === 'export.run') return m.bulk_job_export()
  if (kind === 'import.check') return m.bulk_job_import_check()
  return kind === 'import.undo' ? m.bulk_job_import_undo() : m.bulk_job_import()
}

/** Where a job's outcome is read. */
export function jobHref({ runId, exportId, importId, status }: TrayJob): string | null {
  if (runId) return `/admin/runs/${runId}`
  if (importId) return `/admin/imports/${importId}`
  return exportId && status === 'done' ? `/admin/exports/${exportId}` : null
}

const STATES: Record<TrayJob['status'], () => string> = {
  ready: m.bulk_job_waiting,
  running: m.bulk_job_running,
  done: m.bulk_job_done,
  failed: m.bulk_job_failed,
  cancelled: m.bulk_job_cancelled,
}
export const jobState = ({ status }: TrayJob): string => STATES[status]()

/** How far, how fast, how long still: "1,204 of 3,200 · 180/s · 11 s left". */
export function progressWords(
  { done, total }: TrayJob,
  rate: { perSecond: number | undefined; secondsLeft: number | undefined },
  locale: string,
): string {
  const number = (value: number) => value.toLocaleString(locale)
  const parts = [total > 0 ? m.bulk_done_of({ done: number(done), total: number(total) }) : m.bulk_job_gathering()]
  if (rate.perSecond !== undefined) parts.push(m.bulk_rate({ rate: number(Math.max(1, Math.round(rate.perSecond))) }))
  if (rate.secondsLeft !== undefined) {
    const { secondsLeft: left } = rate
    parts.push(
      left < 90 ? m.bulk_seconds_left({ seconds: left }) : m.bulk_minutes_left({ minutes: Math.ceil(left / 60) }),
    )
  }
  return parts.join(' · ')
}
