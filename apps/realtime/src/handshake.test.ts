import { request } from 'node:http'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Realtime } from './realtime.ts'
import { isSameHost } from './handshake.ts'
import { sessionTokens } from './session-cookies.ts'
import { openStage, type Stage } from './testing.ts'

let stage: Stage
let realtime: Realtime
let shopHost: string

beforeAll(async () => {
  stage = await openStage(inject('postgres'))
  realtime = await stage.start()
  shopHost = `${stage.shops.acme.tenant.slug}.localhost`
})
afterAll(() => stage.close())

/** The status of a handshake over polling, or over the upgrade to a WebSocket. */
function knock(headers: Record<string, string>, upgrade: boolean): Promise<number> {
  const websocket = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
  const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: realtime.port,
      setHost: false,
      path: `/socket.io/?EIO=4&transport=${upgrade ? 'websocket' : 'polling'}`,
      headers: { ...headers, ...(upgrade ? { ...websocket, ...key } : {}) },
    })
    sent.on('response', (response) => (response.resume(), resolve(response.statusCode!)))
    sent.on('upgrade', (response, socket) => (socket.destroy(), resolve(response.statusCode!)))
    sent.on('error', reject)
    sent.end()
  })
}

test.each([
  ['the same host, another port', (host: string) => `http://${host}:3000`, true],
  ['the same host over https', (host: string) => `https://${host}`, true],
  ['no origin', () => undefined, false],
  ['an empty one', () => '', false],
  ['null, as a sandboxed frame sends', () => 'null', false],
  ['another site', () => 'https://evil.example', false],
  ['the platform', () => 'http://localhost:3000', false],
  ['a sibling shop', () => 'http://globex.localhost:3000', false],
  ['the host as a prefix of a longer one', (host: string) => `http://${host}.evil.example`, false],
  ['the host as the end of a longer one', (host: string) => `http://evil-${host}`, false],
  ['the host as a user name', (host: string) => `http://${host}@evil.example`, false],
  ['the host in the path', (host: string) => `http://evil.example/${host}`, false],
  ['another scheme', (host: string) => `file://${host}`, false],
  ['two origins', (host: string) => `http://${host} http://evil.example`, false],
])('a page of %s is let in or not before any code of the socket server runs (R07)', async (_, originFor, admitted) => {
  const origin = originFor(shopHost)
  const headers = { host: `${shopHost}:3001`, ...(origin === undefined ? {} : { origin }) }
  expect(isSameHost({ ...headers, origin })).toBe(admitted)
  expect(await knock(headers, false)).toBe(admitted ? 200 : 403)
  expect(await knock(headers, true)).toBe(admitted ? 101 : 403)
})

test.each(['nobody.localhost', 'localhost', '127.0.0.1', 'localhost.evil.example', '..'])(
  'a host that is no shop has no sockets: %s',
  async (host) => {
    expect(await knock({ host, origin: `http://${host}` }, false)).toBe(403)
    expect(await knock({ host, origin: `http://${host}` }, true)).toBe(403)
  },
)

test('no foreign page is told that it may read an answer (A10)', async () => {
  const answer = await fetch(`http://127.0.0.1:${realtime.port}/socket.io/?EIO=4&transport=polling`, {
    headers: { origin: 'https://evil.example' },
  })
  expect(answer.status).toBe(403)
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('on https only cookies that are bound to the host count, and a value of another shape is nothing', () => {
  const token = 'abcdefghijklmnopqrstuvwxyz234567'
  const both = `souk_staff=${token}; __Host-souk_customer=${token}; theme=dark`
  expect(sessionTokens(both, 'http://acme.localhost')).toEqual({ staff: token, customer: null })
  expect(sessionTokens(both, 'https://acme.example')).toEqual({ staff: null, customer: token })
  for (const bad of [`souk_staff=${token}x`, "souk_staff=' or 1=1", 'souk_staff=', 'xsouk_staff=' + token, undefined])
    expect(sessionTokens(bad, 'http://acme.localhost')).toEqual({ staff: null, customer: null })
})
