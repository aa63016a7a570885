import {
  parseAbsolute,
  parseDate,
  toCalendarDateTime,
  type CalendarDate,
  type CalendarDateTime,
  type DateValue,
} from '@internationalized/date'

/** The day of "2026-11-22", or undefined for anything else. */
export function dayOf(text: string | undefined): CalendarDate | undefined {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDate(text) : undefined
}

/** What the clock on the shop's wall shows at an instant. */
export function wallTimeOf(instant: string, timeZone: string): CalendarDateTime | undefined {
  return Number.isNaN(Date.parse(instant))
    ? undefined
    : toCalendarDateTime(parseAbsolute(new Date(instant).toISOString(), timeZone))
}

/** The instant at which the shop's wall clock shows this; an hour that is skipped in spring counts as the next one. */
export const instantOf = (value: DateValue, timeZone: string): string => value.toDate(timeZone).toISOString()
