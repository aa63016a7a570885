import { m } from '#lib/i18n/messages.ts'
import type { StatusTone } from '#lib/ui/status-tone.ts'

type List = {
  status: string
  phase: 'off' | 'waiting' | 'running' | 'over'
  startsAt: Date | null
  endsAt: Date | null
}

/** Whether a list counts now, in a word and a tone. */
export function phaseWords({ status, phase }: Pick<List, 'status' | 'phase'>): { label: string; tone: StatusTone } {
  if (status === 'archived') return { label: m.prices_phase_archived(), tone: 'neutral' }
  if (phase === 'running') return { label: m.prices_phase_running(), tone: 'success' }
  if (phase === 'waiting') return { label: m.prices_phase_waiting(), tone: 'info' }
  if (phase === 'over') return { label: m.prices_phase_over(), tone: 'neutral' }
  return { label: m.prices_phase_off(), tone: 'neutral' }
}

/** From when until when a list counts, by the shop's clock. */
export function whenWords({ startsAt, endsAt }: List, locale: string, timeZone: string): string {
  const text = (moment: Date) => moment.toLocaleString(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' })
  if (startsAt && endsAt) return m.prices_from_to({ from: text(startsAt), to: text(endsAt) })
  if (startsAt) return m.prices_from_on({ from: text(startsAt) })
  return endsAt ? m.prices_until({ to: text(endsAt) }) : m.prices_always()
}
