import type { StatusTone } from '#lib/ui/status-tone.ts'

type Status = 'uploaded' | 'checking' | 'checked' | 'running' | 'done' | 'failed' | 'cancelled'

export const importStatusWords: Record<Status, { label: string; tone: StatusTone }> = {
  uploaded: { label: 'Waiting', tone: 'info' },
  checking: { label: 'Being checked', tone: 'info' },
  checked: { label: 'Ready to import', tone: 'warning' },
  running: { label: 'Importing', tone: 'info' },
  done: { label: 'Imported', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
}
