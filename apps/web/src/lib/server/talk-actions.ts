import { FileRefused } from '@souk/api/basics'
import type { RequestEvent } from '@sveltejs/kit'
import { attempt, textFields } from './refusals.ts'

type Kind = 'product' | 'collection' | 'order' | 'customer' | 'complaint'
type Event = RequestEvent<{ id: string }>

/** What a page with an ActivityTimeline takes: comments with files, and their author's second thoughts. */
export const talkActions = (subjectKind: Kind) => ({
  comment: async (event: Event) => {
    const form = await event.request.formData()
    const { all, shown } = textFields(form)
    const body = all.body ?? ''
    return attempt(shown, async () => {
      const files = await filesOf(form)
      const mentions = await mentionsIn(event, subjectKind, body)
      const subject = { subjectKind, subjectId: event.params.id }
      return event.locals.api.basics.talk.comment({ ...subject, body, mentions, files })
    })
  },
  editComment: async (event: Event) => {
    const { all, shown } = textFields(await event.request.formData())
    const body = all.body ?? ''
    return attempt(shown, async () => {
      const mentions = await mentionsIn(event, subjectKind, body)
      await event.locals.api.basics.talk.editComment({ commentId: all.commentId ?? '', body, mentions })
      return { commented: true as const }
    })
  },
  removeComment: async (event: Event) => {
    const { all } = textFields(await event.request.formData())
    return attempt({}, async () => {
      await event.locals.api.basics.talk.removeComment({ commentId: all.commentId ?? '' })
      return { commented: true as const }
    })
  },
})

/** A name behind an @ is a mention, however it came there: the words are what colleagues read. */
async function mentionsIn(event: Event, subjectKind: Kind, body: string): Promise<string[]> {
  if (!body.includes('@')) return []
  const colleagues = await event.locals.api.basics.talk.colleagues({ subjectKind })
  return colleagues.filter(({ name }) => body.includes(`@${name}`)).map(({ id }) => id)
}

const FILES_MAX = 5

async function filesOf(form: FormData): Promise<{ filename: string; bytes: Uint8Array }[]> {
  const sent = form.getAll('files').filter((file): file is File => file instanceof File && file.size > 0)
  if (sent.length > FILES_MAX) throw new FileRefused(`Attach at most ${FILES_MAX} files.`)
  return Promise.all(
    sent.map(async (file) => ({ filename: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
}
