import { loadList } from '#lib/server/load-list.ts'
import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { api, staff } = locals
  const [list, members] = await Promise.all([
    loadList(api, url, 'audit', (asked) => api.basics.audit(asked)),
    staff?.permissions.has('staff:read') ? loaded(api.staff.members()) : [],
  ])
  return { list, members: members.map(({ id, name }) => ({ value: id, label: name })) }
}
