import { canReadFile, findFile, openFile, openPicture, PICTURE_WIDTHS, type StoredFile } from '@souk/api/basics'
import { error } from '@sveltejs/kit'
import type { RequestEvent, RequestHandler } from './$types'

const A_YEAR = 31_536_000

/**
 * A file of this shop. Its content never changes under its id, so a public picture is kept by browsers for good; what is
 * not public is answered to its readers alone, and to everyone else as if it did not exist.
 */
export const GET: RequestHandler = async (event) => {
  const { tenant, context, staff, customer } = event.locals
  if (!tenant) error(404, 'There is no such file.')
  const orderToken = event.url.searchParams.get('order')
  const found = await context.db.inTenant(tenant.id, async (tx) => {
    const file = await findFile(tx, event.params.fileId)
    return file && (await canReadFile(tx, file, { staff, customer, orderToken })) ? file : null
  })
  if (!found) error(404, 'There is no such file.')
  const isPublic = ['product', 'collection', 'shop'].includes(found.purpose)
  const shape = shapeOf(event, found)
  const headers = new Headers({
    'content-type': shape ? `image/${shape.format}` : found.mime,
    'cache-control': isPublic ? `public, max-age=${A_YEAR}, immutable` : 'private, max-age=300',
    etag: `"${found.sha256.slice(0, 32)}${shape ? `-${shape.width}-${shape.format}` : ''}"`,
    vary: 'accept',
    // A file that is opened by itself can run nothing.
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': found.mime.startsWith('image/')
      ? 'inline'
      : `attachment; filename*=UTF-8''${encodeURIComponent(found.filename)}`,
  })
  if (event.request.headers.get('if-none-match') === headers.get('etag'))
    return new Response(null, { status: 304, headers })
  const bytes = shape
    ? await openPicture(context.filesDir, tenant.id, found, shape)
    : await openFile(context.filesDir, tenant.id, found)
  headers.set('content-length', String(bytes.byteLength))
  return new Response(new Uint8Array(bytes), { headers })
}

function shapeOf(event: RequestEvent, file: StoredFile) {
  const asked = Number(event.url.searchParams.get('w'))
  const width = PICTURE_WIDTHS.find((known) => known === asked)
  // An animation stays as it was uploaded; a scaled copy would show its first frame alone.
  if (!width || !file.mime.startsWith('image/') || file.mime === 'image/gif') return undefined
  const accept = event.request.headers.get('accept') ?? ''
  return { width, format: accept.includes('image/avif') ? ('avif' as const) : ('webp' as const) }
}
