/**
 * The instant of a wall clock's "2026-12-24T18:00" in a time zone; null for an empty field. In the hour that a clock is put
 * back the earlier instant counts; one that it skips is the instant right after the jump.
 */
export function momentOf(text: string | undefined, timeZone: string): Date | null {
  const typed = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(text ?? '')
  if (!typed) return null
  const asUtc = Date.parse(`${typed[1]}T${typed[2]}:00Z`)
  if (Number.isNaN(asUtc)) return null
  const guess = asUtc - offsetMs(asUtc, timeZone)
  return new Date(asUtc - offsetMs(guess, timeZone))
}

/** What a wall clock in the time zone shows at an instant, as a field for date and time takes it; empty for null. */
export const wallClock = (at: Date | null, timeZone: string): string =>
  at === null ? '' : new Date(at.getTime() + offsetMs(at.getTime(), timeZone)).toISOString().slice(0, 16)

function offsetMs(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...NUMERIC })
    .formatToParts(instantMs)
    .map(({ type, value }) => [type, Number(value)] as const)
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts) as Record<string, number>
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(instantMs / 1000) * 1000
}

const NUMERIC = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const
