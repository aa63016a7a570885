import { m } from '#lib/i18n/messages.ts'

const WORDS: Record<string, () => string> = {
  mention: m.shell_notice_mention,
  'export.ready': m.shell_notice_export,
  'revision.proposed': m.shell_notice_proposed,
  'revision.sent_back': m.shell_notice_sent_back,
  'revision.published': m.shell_notice_published,
  'keys.owed': m.digital_notice_kind,
}

/** What a kind of notice is about, as its box in the preferences says it. */
export const noticeKindWords = (kind: string): string => WORDS[kind]?.() ?? kind
