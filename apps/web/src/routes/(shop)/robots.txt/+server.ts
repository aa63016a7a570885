import { error } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

/** What a crawler may visit: the pages of the shop, not the many lists that filters make, and nobody's own pages. */
export const GET: RequestHandler = ({ locals, url }) => {
  if (!locals.tenant) error(404, 'There is no such page.')
  const hidden = ['/cart', '/checkout', '/orders/', '/account', '/admin', '/api/', '/search', '/pay/']
  const lines = [
    'User-agent: *',
    ...hidden.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${url.origin}/sitemap.xml`,
    '',
  ]
  return new Response(lines.join('\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  })
}
