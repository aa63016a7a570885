import { expect, test } from 'vitest'
import { JobRate } from './job-rate.ts'

test('a rate is known from the second sample on, and with it the time that is left', () => {
  const rate = new JobRate()
  rate.hear(0, 1000)
  expect([rate.perSecond, rate.secondsLeft(1000)]).toEqual([undefined, undefined])
  rate.hear(400, 3000)
  expect([rate.perSecond, rate.secondsLeft(1000)]).toEqual([200, 3])
})

test('only the last half minute counts, and a job that begins anew begins its rate anew', () => {
  const rate = new JobRate()
  rate.hear(0, 0)
  rate.hear(100, 1000)
  rate.hear(110, 40_000)
  expect(rate.perSecond).toBeUndefined()
  rate.hear(5, 41_000)
  rate.hear(25, 42_000)
  expect(rate.perSecond).toBe(20)
})
