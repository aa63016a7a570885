import { expect, test } from 'vitest'
import { patientFetch } from './patient-fetch.ts'

const DATA = 'http://halden.localhost/admin/orders/__data.json?x-sveltekit-invalidated=01'

/** A server that gives these answers in turn: a status, or no answer at all. */
function patientWith(answers: (number | 'nothing')[], shownPath = '/admin/orders') {
  let now = 0
  const paused: number[] = []
  const send = async () => {
    const answer = answers.shift()!
    if (answer === 'nothing') throw new TypeError('Failed to fetch')
    return new Response('{}', { status: answer })
  }
  const pause = async (ms: number) => {
    paused.push(ms)
    now += ms
  }
  return { paused, fetch: patientFetch(send, { pause, shownPath: () => shownPath, nowMs: () => now }) }
}

test('what is on screen is read again until the server is back', async () => {
  const { fetch, paused } = patientWith(['nothing', 503, 502, 'nothing', 200])
  expect((await fetch(DATA)).status).toBe(200)
  expect(paused).toEqual([200, 400, 800, 1600])
})

test('it goes on for as long as it takes, and never more often than every five seconds in the end', async () => {
  const { fetch, paused } = patientWith([...Array<'nothing'>(100).fill('nothing'), 200])
  expect((await fetch(DATA)).status).toBe(200)
  expect(paused.slice(5)).toEqual(Array(95).fill(5000))
})

test('a fault and a refusal are answers, and are shown', async () => {
  for (const status of [500, 404, 403]) expect((await patientWith([status]).fetch(DATA)).status).toBe(status)
})

test('who follows a link is told after a while that the page cannot be had', async () => {
  const down = () => Array<'nothing'>(20).fill('nothing')
  await expect(patientWith(down(), '/admin').fetch(DATA)).rejects.toThrow('Failed to fetch')
  const away = patientWith(Array(20).fill(503), '/admin')
  expect((await away.fetch(DATA)).status).toBe(503)
  expect(away.paused.reduce((sum, ms) => sum + ms)).toBeLessThan(20_000)
})

test('every other request is sent once', async () => {
  await expect(patientWith(['nothing', 200]).fetch('http://halden.localhost/cart?/add')).rejects.toThrow()
  expect((await patientWith([503, 200]).fetch('/search/suggest?q=a')).status).toBe(503)
})
