import { m } from '#lib/i18n/messages.ts'
import { Readable } from 'node:stream'
import { outcomeCsv } from '@souk/api/basics'
import { currencyDecimals } from '#lib/ui/money-text.ts'
import { loaded } from '#lib/server/refusals.ts'
import { error } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

/** What came of each record of a run, as a file. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { tenant, staff, context, api } = locals
  if (!tenant || !staff) error(404, m.shell_no_run())
  const run = await loaded(api.bulk.byId({ runId: params.id }))
  const lines = outcomeCsv((work) => context.db.inTenant(tenant.id, work), {
    runId: run.id,
    decimals: currencyDecimals(tenant.currency),
  })
  return new Response(Readable.toWeb(Readable.from(lines)) as ReadableStream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="outcome-${run.id}.csv"`,
    },
  })
}
