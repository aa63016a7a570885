import { openFile, openPicture, PICTURE_WIDTHS, type PictureFormat, type StoredFile } from '@souk/api/basics'
import type { Context } from '@souk/api'

const A_YEAR = 31_536_000
const PUBLIC_PURPOSES = ['product', 'collection', 'shop']

export const isPublicFile = ({ purpose }: Pick<StoredFile, 'purpose'>): boolean => PUBLIC_PURPOSES.includes(purpose)

/**
 * A file as an answer. Its content never changes under its address, so a public picture is kept by browsers and proxies for
 * good, in the width asked for and a format that the browser reads; what is not public is kept by its reader alone.
 */
export async function answerFile(
  { filesDir }: Pick<Context, 'filesDir'>,
  tenantId: string,
  file: StoredFile,
  { request, url }: { request: Request; url: URL },
): Promise<Response> {
  const shape = shapeOf(file, url, request.headers.get('accept') ?? '')
  const headers = new Headers({
    'content-type': shape ? `image/${shape.format}` : file.mime,
    'cache-control': isPublicFile(file) ? `public, max-age=${A_YEAR}, immutable` : 'private, max-age=300',
    etag: `"${file.sha256.slice(0, 32)}${shape ? `-${shape.width}-${shape.format}` : ''}"`,
    vary: 'accept',
    // A file that is opened by itself can run nothing.
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': file.mime.startsWith('image/')
      ? 'inline'
      : `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    // Pictures may be shown by the shop's pages when they come from a host without cookies.
    ...(isPublicFile(file) && { 'cross-origin-resource-policy': 'cross-origin' }),
  })
  if (request.headers.get('if-none-match') === headers.get('etag')) return new Response(null, { status: 304, headers })
  const bytes = shape ? await openPicture(filesDir, tenantId, file, shape) : await openFile(filesDir, tenantId, file)
  headers.set('content-length', String(bytes.byteLength))
  return new Response(new Uint8Array(bytes), { headers })
}

function shapeOf(file: StoredFile, url: URL, accept: string) {
  const asked = Number(url.searchParams.get('w'))
  const width = PICTURE_WIDTHS.find((known) => known === asked)
  if (!width || !file.mime.startsWith('image/')) return undefined
  return { width, format: formatOf(file, accept) }
}

/** An animation moves in WebP alone; a browser that says neither gets what all of them read. */
function formatOf({ animated }: StoredFile, accept: string): PictureFormat {
  if (!animated && accept.includes('image/avif')) return 'avif'
  return animated || accept.includes('image/webp') ? 'webp' : 'jpeg'
}
