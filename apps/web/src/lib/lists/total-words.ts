import { m } from '#lib/i18n/messages.ts'

/** How many rows there are: exactly, or "about 1.2M" where counting them would take longer than anyone reads. */
export function totalWords({ count, approximate }: { count: number; approximate: boolean }, locale: string): string {
  if (!approximate) return new Intl.NumberFormat(locale).format(count)
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 2 }).format(count)
  return m.lists_about({ count: short })
}
