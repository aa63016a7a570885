import { createServer, type Server } from 'node:http'

/** Answers whether the process lives (/healthz) and whether it can do its work (/readyz). */
export function serveHealth(port: number, host: string, isReady: () => boolean): Server {
  const server = createServer((request, response) => {
    const known = request.url === '/healthz' || request.url === '/readyz'
    const status = !known ? 404 : request.url === '/healthz' || isReady() ? 200 : 503
    response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
    response.end(status === 200 ? 'ok' : status === 503 ? 'not ready' : 'not found')
  })
  return server.listen(port, host)
}
