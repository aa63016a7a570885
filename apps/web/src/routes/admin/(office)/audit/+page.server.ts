import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/
const AREAS = ['order', 'payment', 'complaint', 'product', 'collection', 'stock', 'import', 'staff', 'shop'] as const

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams
  const area = AREAS.find((one) => one === asked.get('area'))
  const actorId = ID.test(asked.get('by') ?? '') ? asked.get('by')! : undefined
  const after = ID.test(asked.get('after') ?? '') ? asked.get('after')! : undefined
  const mayStaff = locals.staff?.permissions.has('staff:read')
  const [deeds, members] = await loaded(
    Promise.all([
      locals.api.basics.deeds({ area, actorId, after, pageSize: 50 }),
      mayStaff ? locals.api.staff.members() : [],
    ]),
  )
  return {
    area: area ?? '',
    by: actorId ?? '',
    deeds,
    members: members.map(({ id, name }) => ({ id, name })),
    paged: after !== undefined,
  }
}
