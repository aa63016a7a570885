import { expect, test } from 'vitest'
import { momentOf, wallClock } from './moment-of.ts'

test('a wall clock is read in the time zone of the shop, in summer and in winter', () => {
  expect(momentOf('2026-07-01T18:00', 'Europe/Berlin')).toEqual(new Date('2026-07-01T16:00:00Z'))
  expect(momentOf('2026-12-24T18:00', 'Europe/Berlin')).toEqual(new Date('2026-12-24T17:00:00Z'))
  expect(momentOf('2026-12-24T00:30', 'Asia/Tokyo')).toEqual(new Date('2026-12-23T15:30:00Z'))
})

test('what was read is shown again as it was typed, also around the night the clocks change', () => {
  for (const typed of [
    '2026-03-29T01:59',
    '2026-03-29T03:00',
    '2026-10-25T01:00',
    '2026-10-25T03:30',
    '2026-06-15T12:00',
  ])
    expect(wallClock(momentOf(typed, 'Europe/Berlin'), 'Europe/Berlin')).toBe(typed)
})

test('what is no date and time is none', () => {
  for (const typed of [undefined, '', 'tomorrow', '2026-13-45T99:99'])
    expect(momentOf(typed, 'Europe/Berlin')).toBeNull()
  expect(wallClock(null, 'Europe/Berlin')).toBe('')
})
