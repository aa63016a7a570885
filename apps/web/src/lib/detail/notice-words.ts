import { m } from '#lib/i18n/messages.ts'

export type Notice = {
  id: string
  kind: string
  subjectKind: string | null
  subjectId: string | null
  actorName: string | null
  data: Record<string, unknown>
  readAt: Date | null
  createdAt: Date
}

type Told = { name: string; title: string }

const WORDS: Record<string, (told: Told) => string> = {
  mention: m.detail_notice_mention,
  'revision.submitted': m.detail_notice_submitted,
  'revision.approved': m.detail_notice_approved,
  'revision.published': m.detail_notice_published,
  'revision.scheduled': m.detail_notice_scheduled,
  'revision.rejected': m.detail_notice_rejected,
  'revision.sent_back': m.detail_notice_sent_back,
  'keys.owed': m.digital_notice_owed,
}

/** A notice as a sentence; one whose kind has no words here tells its own title. */
export function noticeWords({ kind, actorName, data }: Notice): string {
  const title = typeof data.title === 'string' ? data.title : ''
  return WORDS[kind]?.({ name: actorName ?? 'Souk', title }) ?? (title || kind)
}

const PATHS: Record<string, string> = {
  product: 'products',
  collection: 'collections',
  order: 'orders',
  customer: 'customers',
  complaint: 'complaints',
}

/** Where a notice leads: the address it brings along, a proposed change, or the record it is about. */
export function noticeHref({ kind, subjectKind, subjectId, data }: Notice): string | undefined {
  if (typeof data.href === 'string' && data.href.startsWith('/admin/')) return data.href
  const path = subjectKind ? PATHS[subjectKind] : undefined
  if (!path || !subjectId) return undefined
  return `/admin/${path}/${subjectId}${kind.startsWith('revision.') ? '/changes' : ''}`
}
