const HOUR_MS = 3_600_000

/**
 * Turns moments into the wall clock of a time zone, as milliseconds of a clock without zones. The offset of a quarter of
 * an hour is worked out once: asking the calendar for each of a million cells would take longer than reading them.
 */
export function localClock(timeZone: string): (at: Date) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const offsets = new Map<number, number>()
  return (at) => {
    const quarter = Math.floor(at.getTime() / (HOUR_MS / 4))
    let offset = offsets.get(quarter)
    if (offset === undefined) {
      const start = quarter * (HOUR_MS / 4)
      const parts = Object.fromEntries(format.formatToParts(start).map(({ type, value }) => [type, Number(value)]))
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
      offset = Date.UTC(year, month - 1, day, hour, minute, second) - start
      if (offsets.size > 50_000) offsets.clear()
      offsets.set(quarter, offset)
    }
    return at.getTime() + offset
  }
}
