import { endOfMonth, startOfMonth, today, type CalendarDate } from '@internationalized/date'

export type DatePreset = 'today' | 'yesterday' | 'last_7' | 'last_30' | 'this_month' | 'last_month' | 'this_year'

/** The days a preset stands for, as the shop's calendar counts them. */
export function presetDays(preset: DatePreset, timeZone: string): { from: string; to: string } {
  const now = today(timeZone)
  const days = (from: CalendarDate, to: CalendarDate) => ({ from: from.toString(), to: to.toString() })
  const monthAgo = now.subtract({ months: 1 })
  const ranges: Record<DatePreset, () => { from: string; to: string }> = {
    today: () => days(now, now),
    yesterday: () => days(now.subtract({ days: 1 }), now.subtract({ days: 1 })),
    last_7: () => days(now.subtract({ days: 6 }), now),
    last_30: () => days(now.subtract({ days: 29 }), now),
    this_month: () => days(startOfMonth(now), now),
    last_month: () => days(startOfMonth(monthAgo), endOfMonth(monthAgo)),
    this_year: () => days(now.set({ month: 1, day: 1 }), now),
  }
  return ranges[preset]()
}
