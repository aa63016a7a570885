import { formatMoney } from '#lib/ui/money-text.ts'

type Notice =
  { kind: 'gone' } | { kind: 'short'; available: number } | { kind: 'price'; fromMinor: bigint; toMinor: bigint }

/** What changed about a line since it was put in, in a sentence. */
export function noticeText(notice: Notice, currency: string, locale: string): string {
  if (notice.kind === 'gone') return 'Not for sale any more.'
  if (notice.kind === 'short') return notice.available > 0 ? `Only ${notice.available} left.` : 'Sold out.'
  const [from, to] = [formatMoney(notice.fromMinor, currency, locale), formatMoney(notice.toMinor, currency, locale)]
  return `The price went ${notice.toMinor > notice.fromMinor ? 'up' : 'down'} from ${from} to ${to}.`
}
