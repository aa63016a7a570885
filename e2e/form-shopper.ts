import { rawRequest, type RawAnswer } from './raw-request.ts'
import type { Buyer } from './shopper.ts'

export type FormShopper = ReturnType<typeof formShopper>

/** A shopper without a browser: real forms over HTTP, with a cookie jar of their own. */
export function formShopper(port: number, shop: string) {
  const host = `${shop}.localhost:${port}`
  const jar = new Map<string, string>()
  const send = async (path: string, fields?: Record<string, string>): Promise<RawAnswer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const posted = { origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await rawRequest(port, host, path, {
      method: fields ? 'POST' : 'GET',
      headers: { accept: 'text/html', ...(cookie && { cookie }), ...(fields && posted) },
      body: fields ? new URLSearchParams(fields).toString() : '',
    })
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) {
      const [name, value] = set.split(';')[0]!.split('=')
      jar.set(name!, value!)
    }
    return answer
  }
  return {
    get: (path: string) => send(path),
    post: (path: string, fields: Record<string, string>) => send(path, fields),
    add: (variantId: string) => send('/cart?/add', { variantId, quantity: '1' }),
    /** What the checkout page would post: its hidden fields as they stand, and what the buyer types. */
    fillIn: async (who: Buyer): Promise<Record<string, string>> => {
      const { status, body } = await send('/checkout')
      if (status !== 200) throw new Error(`The checkout did not open: ${status}`)
      const hidden = ['key', 'expectedTotalMinor', 'provider'].map((name) => [name, fieldOf(body, name)])
      const country = /<option value="([A-Z]{2})"[^>]* selected/.exec(body)?.[1] ?? ''
      return { ...Object.fromEntries(hidden), country, methodId: fieldOf(body, 'methodId', 'checked'), ...who }
    },
    place: (fields: Record<string, string>) => send('/checkout?/place', fields),
    approve: (page: string) => send(page, { deed: 'approve', tell: 'once' }),
  }
}

/** The value of a page's field, as it would be posted. */
function fieldOf(html: string, name: string, mark = ''): string {
  const tags = html.match(/<input[^>]*>/g) ?? []
  const tag = tags.find((one) => one.includes(`name="${name}"`) && one.includes(mark))
  const value = tag && /value="([^"]*)"/.exec(tag)?.[1]
  if (!value) throw new Error(`The page has no ${name}.`)
  return value
}

/** The token of the order that an answer of the checkout leads to, past the payment company's page. */
export async function orderTokenOf(shopper: FormShopper, answer: RawAnswer): Promise<string> {
  const location = String(answer.headers.location ?? '')
  const page = location.startsWith('/sandbox/') ? (await shopper.get(location)).body : location
  const token = /\/orders\/([a-z0-9]{32,})/.exec(page)?.[1]
  if (!token) throw new Error(`No order: ${answer.status} ${location} ${textOf(answer.body).slice(0, 200)}`)
  return token
}

/** What a person reads of a page. */
export const textOf = (html: string): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
