import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { createMessageLimit, MESSAGES_BURST_MAX } from './message-limit.ts'
import type { Realtime } from './realtime.ts'
import { openStage, until, type Stage } from './testing.ts'

let stage: Stage
let realtime: Realtime
let headers: Record<string, string>
let watcher: Awaited<ReturnType<Stage['connect']>>

beforeAll(async () => {
  stage = await openStage(inject('postgres'))
  realtime = await stage.start()
  headers = await stage.headers(stage.shops.acme)
  watcher = await stage.connect(realtime, headers)
})
beforeEach(() => pause(200))
afterAll(async () => {
  expect(watcher.said).toEqual([])
  expect(await watcher.socket.timeout(2_000).emitWithAck('clock')).toHaveProperty('nowMs')
  await stage.close()
})

/** A WebSocket below Socket.IO, with the handshake of an honest page; it writes masked frames by hand. */
function raw(): Promise<{ send: (data: string | Buffer) => void; close: () => void; closed: () => boolean }> {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: realtime.port,
      path: '/socket.io/?EIO=4&transport=websocket',
      headers: { ...headers, ...upgrade, 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
    })
    sent.on('error', reject).on('response', ({ statusCode }) => reject(new Error(`answered ${statusCode}`)))
    sent.on('upgrade', (_response, socket) => {
      let closed = false
      socket.on('close', () => (closed = true)).on('error', () => {})
      socket.resume()
      resolve({ send: (data) => void socket.write(frame(data)), close: () => socket.destroy(), closed: () => closed })
    })
    sent.end()
  })
}

function frame(data: string | Buffer): Buffer {
  const body = Buffer.from(data)
  const head = Buffer.alloc(8)
  head[0] = typeof data === 'string' ? 0x81 : 0x82
  head[1] = 0x80 | 126
  head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}

test.each([
  ['a frame larger than sixteen kilobytes', () => '40' + 'x'.repeat(20_000)],
  ['an event larger than sixteen kilobytes', () => `42["subscribe",{"topics":["${'x'.repeat(20_000)}"]}]`],
  ['a packet that is no packet', () => '4zzz'],
  ['an attachment count that is no number', () => '45x-["subscribe"]'],
  ['a hundred announced attachments', () => '4599-["subscribe",{"_placeholder":true,"num":0}]'],
  ['a placeholder out of range', () => '451-["subscribe",{"_placeholder":true,"num":"splice"}]'],
  ['broken JSON', () => '42["subscribe",{'],
  ['deep JSON', () => `42["subscribe",${'['.repeat(4_000)}${']'.repeat(4_000)}]`],
  ['a reserved event name', () => '42["disconnect","x"]'],
  ['an error event, which has no listener', () => '42["error",{}]'],
  ['an object as event name', () => '42[{"toString":"x"}]'],
  ['an event named __proto__', () => '42["__proto__",{}]'],
  ['an acknowledgement no one asked for', () => '43999[1]'],
  ['another namespace', () => '40/admin,'],
  ['bytes', () => Buffer.from([4, 0, 255, 254])],
])('%s ends that connection at the most; the process and the others go on (R09, R10)', async (_, packet) => {
  const socket = await raw()
  socket.send('40')
  await pause(50)
  socket.send(packet())
  await pause(50)
  socket.close()
  expect(await watcher.socket.timeout(2_000).emitWithAck('clock')).toHaveProperty('nowMs')
})

test('a frame that is too large closes its connection (R09)', async () => {
  const socket = await raw()
  socket.send('40' + 'x'.repeat(20_000))
  await until(socket.closed)
})

test.each([
  undefined,
  null,
  7,
  'orders',
  [],
  {},
  { topics: 'orders' },
  { topics: [] },
  { topics: [7] },
  { topics: [{}] },
  { topics: ['orders'], after: -1 },
  { topics: ['orders'], after: '1e9' },
  { topics: ['orders'], after: '9'.repeat(30) },
  { topics: ['orders'], tenantId: 'x' },
  { topics: ['orders'], proofs: { a: 'b' } },
  { topics: ['x'.repeat(81)] },
])('a subscription of another shape is answered as malformed: %j', async (input) => {
  const client = await stage.connect(realtime, headers)
  expect(await client.socket.timeout(2_000).emitWithAck('subscribe', input as never)).toEqual({
    ok: false,
    error: 'malformed',
  })
  client.socket.emit('unsubscribe', input as never)
  client.socket.emit('subscribe', input as never, undefined as never)
  client.socket.emit('clock', 'no function' as never)
  expect(await client.socket.timeout(2_000).emitWithAck('clock')).toHaveProperty('nowMs')
  client.close()
})

test('who speaks too fast is ignored, and cut off when it goes on (R11)', async () => {
  const client = await stage.connect(realtime, headers)
  for (let n = 0; n < 1_000; n++) client.socket.emit('unsubscribe', { topics: ['orders'] })
  await until(() => client.said.includes('disconnected'))
})

test('the limit gives a burst, then a steady rate, and forgives who was quiet', () => {
  let now = 0
  const judge = createMessageLimit(() => now)
  const verdicts = (count: number) => Array.from({ length: count }, judge)
  expect(verdicts(MESSAGES_BURST_MAX + 1).filter((verdict) => verdict === 'take')).toHaveLength(MESSAGES_BURST_MAX)
  now += 1_000
  expect(verdicts(20).filter((verdict) => verdict === 'take')).toHaveLength(10)
  now += 60_000
  expect(judge()).toBe('take')
  expect(verdicts(300)).toContain('close')
})
