import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { findTenantByHost, hostNameOf, type Tenant } from '@souk/api/tenants'
import type { AuthPool } from '@souk/db'
import type { Logger } from 'pino'

/**
 * True when the page that opens the socket lies on the very host that is asked. Cookies travel to every port of a host and
 * from every page of the web, so a missing, foreign or `null` Origin is refused: a browser always sends the true one.
 */
export function isSameHost(headers: { origin?: string | undefined; host?: string | undefined }): boolean {
  const host = hostNameOf(headers.host)
  if (!host || !headers.origin || !URL.canParse(headers.origin)) return false
  const { protocol, hostname, origin } = new URL(headers.origin)
  return (protocol === 'http:' || protocol === 'https:') && origin === headers.origin && hostname === host
}

export type Doorkeeper = { auth: AuthPool; platformHost: string; log: Logger }

/** The shop whose host is asked; null when the request comes from elsewhere or there is no such shop. */
export async function admit(
  { auth, platformHost }: Doorkeeper,
  headers: IncomingMessage['headers'],
): Promise<Tenant | null> {
  if (!isSameHost(headers)) return null
  return findTenantByHost(auth, headers.host!, platformHost)
}

/**
 * Stands before Socket.IO: a request or upgrade that is not admitted ends with 403 before any code of it runs, the first one
 * of a connection and every later one alike.
 */
export function guardSockets(http: HttpServer, keeper: Doorkeeper, path: string): void {
  const behind = {
    request: http.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[],
    upgrade: http.listeners('upgrade') as ((request: IncomingMessage, socket: Duplex, head: Buffer) => void)[],
  }
  http.removeAllListeners('request').removeAllListeners('upgrade')
  const status = async (request: IncomingMessage): Promise<200 | 403 | 503> => {
    if (!request.url?.startsWith(path)) return 200
    try {
      return (await admit(keeper, request.headers)) ? 200 : 403
    } catch (err) {
      keeper.log.warn({ err }, 'A socket could not be admitted')
      return 503
    }
  }
  http.on('request', async (request, response) => {
    const code = await status(request)
    if (code === 200) for (const next of behind.request) next.call(http, request, response)
    else response.writeHead(code, { 'content-type': 'text/plain', connection: 'close' }).end(REFUSED[code])
  })
  http.on('upgrade', async (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const code = await status(request)
    if (code === 200) for (const next of behind.upgrade) next.call(http, request, socket, head)
    else socket.end(`HTTP/1.1 ${code} ${REFUSED[code]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
  })
}

const REFUSED = { 403: 'Forbidden', 503: 'Service Unavailable' } as const
