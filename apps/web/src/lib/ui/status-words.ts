import { m } from '#lib/i18n/messages.ts'

const WORDS: Record<string, () => string> = {
  active: m.ui_status_active,
  draft: m.ui_status_draft,
  archived: m.ui_status_archived,
  hidden: m.ui_status_hidden,
  open: m.ui_status_open,
  answered: m.ui_status_answered,
  resolved: m.ui_status_resolved,
  cancelled: m.ui_status_cancelled,
  expired: m.ui_status_expired,
  invited: m.ui_status_invited,
  pending: m.ui_status_pending,
  paid: m.ui_status_paid,
  failed: m.ui_status_failed,
  running: m.ui_status_running,
  done: m.ui_done,
}

/** A stored status as it is read; one that has no word of its own is written out. */
export const statusWords = (status: string): string =>
  WORDS[status]?.() ?? status.charAt(0).toUpperCase() + status.slice(1).replaceAll('_', ' ')
