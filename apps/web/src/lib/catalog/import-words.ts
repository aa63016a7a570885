import { m } from '#lib/i18n/messages.ts'
import type { StatusTone } from '#lib/ui/status-tone.ts'

type Status = 'uploaded' | 'checking' | 'checked' | 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone'
type Words = { readonly label: string; tone: StatusTone }

/** A getter each, so that the words are those of the page that is drawn. */
const words = (label: () => string, tone: StatusTone): Words => ({
  get label() {
    return label()
  },
  tone,
})

export const importStatusWords: Record<Status, Words> = {
  uploaded: words(m.imports_status_uploaded, 'warning'),
  checking: words(m.imports_status_checking, 'info'),
  checked: words(m.imports_status_checked, 'warning'),
  running: words(m.imports_status_running, 'info'),
  done: words(m.imports_status_done, 'success'),
  failed: words(m.imports_status_failed, 'danger'),
  cancelled: words(m.imports_status_cancelled, 'neutral'),
  undoing: words(m.imports_status_undoing, 'info'),
  undone: words(m.imports_status_undone, 'neutral'),
}
