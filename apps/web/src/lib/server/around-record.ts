import type { Api } from '@souk/api'
import type { RequestEvent } from '@sveltejs/kit'

type Kind = 'product' | 'collection' | 'order' | 'customer' | 'complaint'
type Event = Pick<RequestEvent, 'url'> & { locals: { api: Api }; depends: (key: `${string}:${string}`) => void }

/**
 * What the page of a record shows around it: its timeline, who is in it, whom one can mention, and the records beside it in
 * the list it was opened from. For a `load`, which it makes depend on `office:timeline`.
 */
export async function aroundRecord({ locals, url, depends }: Event, subjectKind: Kind, subjectId: string) {
  depends('office:timeline')
  const { talk } = locals.api.basics
  const subject = { subjectKind, subjectId }
  const list = `${subjectKind}s`
  const search = url.searchParams.get('list')?.slice(0, 4000)
  const [timeline, people, colleagues, beside] = await Promise.all([
    talk.timeline(subject),
    talk.people(subject),
    talk.colleagues({ subjectKind }),
    search === undefined ? undefined : locals.api.views.neighbours({ list, id: subjectId, search }),
  ])
  const here = (id: string | null) => id && `/admin/${list}/${id}?list=${encodeURIComponent(search ?? '')}`
  const neighbours = beside && { previous: here(beside.previous), next: here(beside.next) }
  return { timeline, people, colleagues, neighbours }
}
