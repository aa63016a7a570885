import { findFile } from '@souk/api/basics'
import { error } from '@sveltejs/kit'
import { answerFile, isPublicFile } from '#lib/server/answer-file.ts'
import type { RequestHandler } from './$types'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A public picture on the host that knows no shop and no cookie, so its address says whose it is; nothing else is there. */
export const GET: RequestHandler = async (event) => {
  const { tenant, context } = event.locals
  const { tenantId, fileId } = event.params
  // On a shop's own host the neighbour's pictures are not there, whatever the address says.
  if (!UUID.test(tenantId) || (tenant && tenant.id !== tenantId)) error(404, 'There is no such file.')
  const found = await context.db.inTenant(tenantId, (tx) => findFile(tx, fileId))
  if (!found || !isPublicFile(found)) error(404, 'There is no such file.')
  return answerFile(context, tenantId, found, event)
}
