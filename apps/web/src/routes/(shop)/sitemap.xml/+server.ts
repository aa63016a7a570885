import { error } from '@sveltejs/kit'
import { mediaBaseOf } from '#lib/server/media-base-of.ts'
import type { RequestHandler } from './$types'

const escaped = (text: string) => text.replace(/[<>&'"]/g, (mark) => `&#${mark.charCodeAt(0)};`)

export const GET: RequestHandler = async ({ locals, url }) => {
  if (!locals.tenant) error(404, 'There is no such page.')
  const base = mediaBaseOf(locals.tenant)
  const entries = await locals.api.storefront.sitemap()
  const address = (path: string) => escaped(new URL(path, url.origin).href)
  const rows = [{ path: '/', changedAt: null, picture: null }, ...entries].map(({ path, changedAt, picture }) => {
    const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : ''
    const image = picture
      ? `<image:image><image:loc>${address(`${base}/${picture.fileId}/${encodeURIComponent(picture.filename)}`)}</image:loc></image:image>`
      : ''
    return `<url><loc>${address(path)}</loc>${changed}${image}</url>`
  })
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
${rows.join('\n')}
</urlset>
`
  return new Response(body, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  })
}
