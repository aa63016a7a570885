import { appRouter, refusalOf } from '@souk/api'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import type { RequestEvent, RequestHandler } from './$types'

const BATCH_MAX = 10
const BODY_BYTES_MAX = 1_000_000

/**
 * The browser's door to the API. It takes JSON from pages of this very host and nothing else: a foreign origin, a form
 * content type and a state-changing GET are refused before anything is parsed.
 */
const handler: RequestHandler = async (event) => {
  const refused = refuse(event)
  if (refused) return refused
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: event.request,
    router: appRouter,
    createContext: () => event.locals.context,
    onError: ({ error, path }) => {
      if (!refusalOf(error) && error.code === 'INTERNAL_SERVER_ERROR')
        console.error('api', path, event.locals.requestId, error)
    },
  })
}

function refuse({ request, url, params }: RequestEvent): Response | undefined {
  const says = (status: number, message: string) => Response.json({ error: { message } }, { status })
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (origin !== null && origin !== url.origin) return says(403, 'Requests from other sites are refused.')
  if (site !== null && site !== 'same-origin' && site !== 'none')
    return says(403, 'Requests from other sites are refused.')
  if (params.path.split(',').length > BATCH_MAX) return says(413, `At most ${BATCH_MAX} calls go together.`)
  if (request.method !== 'POST') return undefined
  if (origin === null) return says(403, 'A change needs the Origin header of this site.')
  if (!request.headers.get('content-type')?.startsWith('application/json')) return says(415, 'Send JSON.')
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX)
    return says(413, 'This request is too large.')
  return undefined
}

export { handler as GET, handler as POST }
