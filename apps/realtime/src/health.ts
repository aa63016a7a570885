import type { RequestListener } from 'node:http'

/** Answers whether the process lives (/healthz) and whether it can do its work (/readyz). Nothing else is here for a browser. */
export const answerHealth =
  (isReady: () => boolean): RequestListener =>
  (request, response) => {
    const known = request.url === '/healthz' || request.url === '/readyz'
    const status = !known ? 404 : request.url === '/healthz' || isReady() ? 200 : 503
    response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
    response.end(status === 200 ? 'ok' : status === 503 ? 'not ready' : 'not found')
  }
