import { setTimeout as pause } from 'node:timers/promises'
import { openStaffSession } from '@souk/api/identity'
import { openTestShops, type TestShop, type TestShops } from '@souk/api/testing'
import { emit, type TenantTx } from '@souk/db'
import type { TestPostgres } from '@souk/db/testing'
import type { ClientToServer, ServerToClient, SocketEvent, SubscribeAnswer, SubscribeInput } from '@souk/events'
import pino from 'pino'
import { io, type Socket } from 'socket.io-client'
import { startRealtime, type Realtime, type RealtimeOptions } from './realtime.ts'

export type TestClient = {
  socket: Socket<ServerToClient, ClientToServer>
  events: SocketEvent[]
  said: string[]
  subscribe: (topics: string[], more?: Partial<SubscribeInput>) => Promise<SubscribeAnswer>
  close: () => void
}

export type Stage = {
  shops: TestShops
  start: (more?: Partial<RealtimeOptions>) => Promise<Realtime>
  /** The handshake's headers of a page of the shop, as the member with this role or as a guest. */
  headers: (shop: TestShop, role?: string) => Promise<Record<string, string>>
  connect: (realtime: { port: number }, headers: Record<string, string>) => Promise<TestClient>
  close: () => Promise<void>
}

/** Two shops on a database of their own, and real sockets to real realtime processes. */
export async function openStage(postgres: TestPostgres): Promise<Stage> {
  const shops = await openTestShops(postgres)
  const { urls } = shops.database
  const started: Realtime[] = []
  const clients: TestClient[] = []
  return {
    shops,
    start: async (more = {}) => {
      const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
      const databases = { databaseUrl: urls.app, authUrl: urls.auth, relayUrl: urls.relay }
      const realtime = await startRealtime({
        ...databases,
        port: 0,
        host: '127.0.0.1',
        platformHost: 'localhost',
        log,
        ...more,
      })
      started.push(realtime)
      return realtime
    },
    headers: async ({ tenant, memberId }, role) => {
      const host = `${tenant.slug}.localhost`
      const page = { host: `${host}:3001`, origin: `http://${host}:3000` }
      if (!role) return page
      const facts = { audience: `staff:${tenant.id}`, ip: null, userAgent: null } as const
      return { ...page, cookie: `souk_staff=${await openStaffSession(shops.auth, memberId(role), facts)}` }
    },
    connect: async ({ port }, headers) => {
      const client = clientTo(port, headers)
      clients.push(client)
      await new Promise<void>((resolve, reject) => {
        client.socket.once('connect', resolve)
        client.socket.once('connect_error', reject)
      })
      return client
    },
    close: async () => {
      for (const client of clients) client.close()
      await Promise.all(started.map((realtime) => realtime.stop()))
      await shops.close()
    },
  }
}

function clientTo(port: number, extraHeaders: Record<string, string>): TestClient {
  const socket: TestClient['socket'] = io(`http://127.0.0.1:${port}`, {
    extraHeaders,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  })
  const client: TestClient = {
    socket,
    events: [],
    said: [],
    subscribe: (topics, more = {}) => socket.timeout(5_000).emitWithAck('subscribe', { topics, ...more }),
    close: () => void socket.close(),
  }
  socket.on('event', (event) => void client.events.push(event))
  socket.on('goodbye', ({ reason }) => void client.said.push(reason))
  socket.on('revoked', ({ topics }) => void client.said.push(`revoked ${topics.join(' ')}`))
  socket.on('refresh', () => void client.said.push('refresh'))
  socket.on('disconnect', () => void client.said.push('disconnected'))
  return client
}

/** Leaves an event that says an order was placed, as a write of the shop would. */
export function tellOrder(tx: TenantTx, orderId: string, number = '1001'): void {
  emit(tx, { name: 'order.placed', topics: ['orders', `order:${orderId}`], payload: { orderId, number } })
}

export const tellStock = (tx: TenantTx, variantId: string, available: number): void =>
  emit(tx, { name: 'stock.changed', topics: ['stock'], payload: { productId: variantId, variantId, available } })

export const numbersOf = (client: TestClient): unknown[] =>
  client.events.map(({ payload }) => (payload as { number?: string }).number)

/** Waits until a condition holds; the test fails with what it held back when it never does. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  const end = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Nothing came within ${withinMs} ms: ${condition}`)
    await pause(10)
  }
}
