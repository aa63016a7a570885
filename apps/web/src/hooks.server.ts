import { createCaller, refusalOf, type Context } from '@souk/api'
import { readCustomerSession, readStaffActor, readStaffSession } from '@souk/api/identity'
import { findTenantByHost, hostNameOf, type Tenant } from '@souk/api/tenants'
import { error, isHttpError, type RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { pino } from 'pino'
import { SOUK_DATA_DIR } from '$app/env/private'
import { PLATFORM_HOST, PUBLIC_MEDIA_ORIGIN } from '$app/env/public'
import { backend } from '#lib/server/backend.ts'
import { directionOf, type Locale } from '#lib/i18n/locale.ts'
import { readCookie } from '#lib/server/cookies.ts'
import { chooseLocale, inLocale } from '#lib/server/request-locale.ts'

const log = pino({ name: 'web', level: process.env.LOG_LEVEL ?? 'info' })

/** Host to tenant, cookies to people, and the API as this request may use it. Nobody else reads hosts or cookies. */
export const handle: Handle = async ({ event, resolve }) => {
  const host = hostNameOf(event.request.headers.get('host'))
  const tenant = host ? await findTenantByHost(backend().auth, host, PLATFORM_HOST) : null
  if (!tenant && host !== PLATFORM_HOST && !(host === MEDIA_HOST && MEDIA_PATH.test(event.url.pathname)))
    return unknownHost()
  if (tenant && event.route.id?.startsWith('/platform')) error(404, 'There is no such page.')
  const requestId = crypto.randomUUID()
  const context = await contextOf(event, tenant, requestId)
  const { staff, customer, account, cartToken } = context
  Object.assign(event.locals, {
    tenant,
    staff,
    customer,
    account,
    cartToken,
    context,
    requestId,
    api: createCaller(context),
  })
  if (mustSignIn(event, staff)) return toSignIn(event.url)
  const locale = chooseLocale(event.url, event.cookies.get('locale'), event.request.headers.get('accept-language'))
  event.locals.locale = locale
  const answered = await inLocale(locale, () =>
    resolve(event, { transformPageChunk: ({ html }) => speak(html, locale) }),
  )
  // A page's data is asked for again by the page itself when the answer says that nothing could be had at this moment.
  const response = event.isDataRequest && event.locals.isAway ? cannotServe() : answered
  // A file says itself who may keep it: a picture is the same for everyone, whoever is signed in.
  const personal = !event.route.id?.startsWith('/media/') && Boolean(staff ?? customer ?? account ?? cartToken)
  return withHeaders(response, requestId, personal)
}

const MEDIA_HOST = PUBLIC_MEDIA_ORIGIN ? new URL(PUBLIC_MEDIA_ORIGIN).hostname : undefined
/** All that the host of the pictures serves; it has no shop, and none of its requests carries a cookie. */
const MEDIA_PATH = /^\/media\/of\//

/** Files and other answers of the back office have no layout that would ask who is there; what a page asks for itself, its layout answers. */
const mustSignIn = ({ route, request, isDataRequest }: RequestEvent, staff: Context['staff']): boolean =>
  staff === null && request.method === 'GET' && !isDataRequest && Boolean(route.id?.startsWith('/admin/(office)'))

const toSignIn = ({ pathname, search }: URL) =>
  new Response(null, {
    status: 303,
    headers: { location: `/admin/sign-in?next=${encodeURIComponent(pathname + search)}` },
  })

/** The page says its language and direction; the browser's words follow what it says. */
const speak = (html: string, locale: Locale) => html.replace('%lang%', locale).replace('%dir%', directionOf(locale))

async function contextOf(event: RequestEvent, tenant: Tenant | null, requestId: string): Promise<Context> {
  const { db, auth } = backend()
  const cookie = (name: Parameters<typeof readCookie>[2]) => readCookie(event.cookies, event.url, name)
  const [staffToken, customerToken, platformToken] = [cookie('staff'), cookie('customer'), cookie('platform')]
  // The back office and the storefront share a host; each reads its own cookie, the API reads both.
  const inBackOffice = event.url.pathname.startsWith('/admin')
  // Files of complaints and imports are for staff too.
  const inApi = /^\/(?:api|media)\//.test(event.url.pathname)
  const [staff, customer, account] = await Promise.all([
    tenant && staffToken && (inBackOffice || inApi) ? readStaffActor(auth, db.inTenant, tenant.id, staffToken) : null,
    tenant && customerToken && !inBackOffice ? readCustomerSession(db.inTenant, tenant.id, customerToken) : null,
    !tenant && platformToken ? readStaffSession(auth, platformToken, 'platform') : null,
  ])
  return {
    db,
    auth,
    tenant,
    staff,
    customer,
    account,
    cartToken: tenant ? cookie('cart') : null,
    filesDir: SOUK_DATA_DIR,
    request: {
      id: requestId,
      ip: clientAddress(event),
      userAgent: event.request.headers.get('user-agent'),
      origin: event.url.origin,
    },
  }
}

function clientAddress(event: RequestEvent): string | null {
  try {
    return event.getClientAddress()
  } catch {
    return null
  }
}

const unknownHost = () =>
  new Response('There is no shop at this address.', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })

const cannotServe = () => Response.json({ message: 'The shop cannot be reached for a moment.' }, { status: 503 })

/** Pages made for one person are never kept by anyone; every page says which host it belongs to. */
function withHeaders(response: Response, requestId: string, personal: boolean): Response {
  const { headers } = response
  if (personal) headers.set('cache-control', 'private, no-store')
  // A picture is the same for everyone, in every language.
  if (!headers.get('cache-control')?.endsWith('immutable')) headers.append('vary', 'host, cookie, accept-language')
  const policy = headers.get('content-security-policy')
  if (PUBLIC_MEDIA_ORIGIN && policy)
    headers.set('content-security-policy', policy.replace(/img-src [^;]*/, `$& ${PUBLIC_MEDIA_ORIGIN}`))
  headers.set('x-request-id', requestId)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  return response
}

/**
 * A refusal that nobody turned into a page - the database is away, a record is gone - keeps its status and its sentence. A
 * fault is logged with the request's id; the person gets the id and no detail.
 */
export const handleError: HandleServerError = ({ kind, error: caught, event }) => {
  const { requestId, tenant } = event.locals
  const refusal = refusalOf(caught)
  if (refusal?.status === 503 || (isHttpError(caught) && caught.status === 503)) event.locals.isAway = true
  if (kind !== 'unknown') return { requestId }
  const facts = { err: caught, requestId, tenant: tenant?.id, path: event.url.pathname }
  if (refusal) {
    if (refusal.status >= 500) log.warn(facts, 'request could not be served')
    return { status: refusal.status, message: refusal.message, code: refusal.code, requestId }
  }
  log.error(facts, 'request failed')
  return { message: 'Something broke on our side. It was logged; try again in a moment.', requestId }
}
