import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

const STATUSES = ['open', 'answered', 'resolved'] as const

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:complaints')
  const asked = url.searchParams.get('view') ?? 'open'
  const status = STATUSES.find((one) => one === asked)
  const after = url.searchParams.get('after')
  const [counts, page] = await loaded(
    Promise.all([
      locals.api.service.counts(),
      locals.api.service.list({
        ...(status && { status }),
        ...(after && /^[0-9a-f-]{36}$/.test(after) && { after }),
        pageSize: 50,
      }),
    ]),
  )
  return { view: status ?? 'all', counts, page }
}
