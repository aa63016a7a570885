// The production entry: SvelteKit's handler behind our own server, which decides what a proxy may say and how the process ends.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'

type Handler = (req: IncomingMessage, res: ServerResponse, next: () => void) => void

const behindProxy = process.env.TRUST_PROXY === '1'
const port = Number(process.env.PORT ?? 3000)
const host = process.env.HOST ?? '0.0.0.0'
const drainMs = 10_000
const hostShape =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63}){0,8}|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]{2,45}\])(?::\d{1,5})?$/i
let draining = false

// The adapter reads these while it is imported.
process.env.PROTOCOL_HEADER = 'x-forwarded-proto'
if (behindProxy) process.env.ADDRESS_HEADER ??= 'x-forwarded-for'
process.env.BODY_SIZE_LIMIT ??= '32M'

const build = new URL('./build/', import.meta.url)
await import(new URL('server/instrumentation.server.js', build).href).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
})
const { handler } = (await import(new URL('handler.js', build).href)) as { handler: Handler }

/** The host decides the shop, so there is one, it has the shape of a host name, and an absolute request line names no other. */
function hasOneHost({ url = '', headers, rawHeaders }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host')
  return hosts.length === 1 && hostShape.test(headers.host ?? '') && url.startsWith('/')
}

/** Without a trusted proxy every X-Forwarded-* is a claim of the client's, so it is thrown away. */
function settleForwarding(req: IncomingMessage): void {
  if (!behindProxy) {
    for (const name of Object.keys(req.headers)) if (name.startsWith('x-forwarded-')) delete req.headers[name]
    delete req.headers.forwarded
  }
  const proto = req.headers['x-forwarded-proto']
  if (proto !== 'https' && proto !== 'http') req.headers['x-forwarded-proto'] = 'http'
}

function answer(res: ServerResponse, status: number, body: Record<string, unknown>): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
}

function databaseReachable(): Promise<boolean> {
  const url = process.env.DATABASE_URL
  if (!url) return Promise.resolve(false)
  const { hostname, port: dbPort } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(dbPort || 5432), timeout: 1000 })
    const settle = (up: boolean) => {
      socket.destroy()
      resolve(up)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
    socket.once('timeout', () => settle(false))
  })
}

async function ready(res: ServerResponse): Promise<void> {
  const database = await databaseReachable()
  answer(res, database && !draining ? 200 : 503, { ready: database && !draining, database, draining })
}

const server = createServer((req, res) => {
  if (draining) res.setHeader('connection', 'close')
  if (req.url === '/healthz') return answer(res, 200, { ok: true })
  if (req.url === '/readyz') return void ready(res)
  if (!hasOneHost(req)) return answer(res, 400, { error: 'The Host header is not a host name.' })
  settleForwarding(req)
  handler(req, res, () => answer(res, 404, { error: 'Not found' }))
})

server.requestTimeout = 60_000
server.headersTimeout = 15_000
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE' ? `web: port ${port} is taken; set PORT to a free one` : `web: ${error.message}`,
  )
  process.exit(1)
})
server.listen(port, host, () => {
  const address = server.address()
  console.log(`web ready on ${typeof address === 'object' && address ? address.port : port}`)
})

/** Takes no new connections, lets requests in flight finish, and gives up on them after ten seconds. */
function shutDown(): void {
  if (draining) return
  draining = true
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  setTimeout(() => process.exit(1), drainMs).unref()
}

process.on('SIGTERM', shutDown)
process.on('SIGINT', shutDown)
