import { expect, test } from 'vitest'
import { createPositions } from './positions.ts'
import { measureClockOffset } from './server-clock.ts'

const event = (position: number, resume?: number) => ({
  position: String(position),
  name: 'x',
  topics: [],
  payload: {},
  ...(resume === undefined ? {} : { resume: String(resume) }),
})

test('an event that comes twice is new once, whatever came between', () => {
  const positions = createPositions()
  positions.moveTo('4')
  expect([5, 6, 5, 7, 6].map((n) => positions.take(event(n)))).toEqual([true, true, false, true, false])
  expect(positions.take(event(4))).toBe(false)
})

test('a page resumes from what the server says is complete, not from the newest position it saw', () => {
  const positions = createPositions()
  positions.moveTo('4')
  positions.take(event(6, 4))
  expect(positions.after()).toBe('4')
  expect(positions.take(event(5, 6))).toBe(true)
  expect(positions.after()).toBe('6')
  expect(positions.take(event(6))).toBe(false)
})

test('it never goes back, except when everything was loaded afresh', () => {
  const positions = createPositions()
  expect(positions.after()).toBeUndefined()
  positions.moveTo('9')
  positions.moveTo('3')
  expect(positions.after()).toBe('9')
  positions.restartAt('2')
  expect(positions.take(event(3))).toBe(true)
})

test("a browser whose clock is ten minutes wrong knows the server's within the delay of one odd answer", async () => {
  let browser = 600_000
  const delays = [20, 20, 400, 20, 20]
  const ask = async () => {
    browser += delays.shift()!
    return { nowMs: browser - 600_000 - 10 }
  }
  expect(await measureClockOffset(ask, () => browser)).toBe(-600_000)
})
