import { canReadFile, findFile } from '@souk/api/basics'
import { error } from '@sveltejs/kit'
import { answerFile } from '#lib/server/answer-file.ts'
import type { RequestHandler } from './$types'

/** A file of this shop, to those who may read it; to everyone else it does not exist. */
export const GET: RequestHandler = async (event) => {
  const { tenant, context, staff, customer } = event.locals
  if (!tenant) error(404, 'There is no such file.')
  const orderToken = event.url.searchParams.get('order')
  const found = await context.db.inTenant(tenant.id, async (tx) => {
    const file = await findFile(tx, event.params.fileId)
    return file && (await canReadFile(tx, file, { staff, customer, orderToken })) ? file : null
  })
  if (!found) error(404, 'There is no such file.')
  return answerFile(context, tenant.id, found, event)
}
