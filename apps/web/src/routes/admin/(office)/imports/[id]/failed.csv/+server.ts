import { loaded } from '#lib/server/refusals.ts'
import type { RequestHandler } from './$types'

/** The failed rows of an import with their lines and reasons, to be put right and sent back. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { filename, csv } = await loaded(locals.api.imports.failedRows({ importId: params.id }))
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
    },
  })
}
