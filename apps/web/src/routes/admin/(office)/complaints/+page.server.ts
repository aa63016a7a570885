import { loadList } from '#lib/server/load-list.ts'
import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

/** The complaints as the address asks for them, how many wait, and whom they can be with. */
export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:complaints')
  const { service, basics } = locals.api
  const [list, counts, colleagues] = await Promise.all([
    loadList(locals.api, url, 'complaints', (asked) => service.table(asked)),
    loaded(service.counts()),
    loaded(basics.talk.colleagues({ subjectKind: 'complaint' })),
  ])
  return {
    list,
    counts,
    colleagues: colleagues.map(({ id, name }) => ({ value: id, label: name })),
    answerers: colleagues.map(({ id, name }) => ({ id, title: name })),
  }
}
