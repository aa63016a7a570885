import { momentOf } from '#lib/catalog/moment-of.ts'
import { decidedOf } from '#lib/catalog/product-form.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('office:timeline')
  const { products, publishing } = locals.api.catalog
  const productId = params.id
  const [product, listed] = await loaded(Promise.all([products.byId({ productId }), publishing.list({ productId })]))
  const revisions = await loaded(Promise.all(listed.rows.map(({ id }) => publishing.byId({ revisionId: id }))))
  return { product, revisions }
}

type Verdict = 'approve' | 'publish' | 'schedule' | 'reject'

/** Judges the proposal that the form names; what was typed comes back with a refusal. */
async function review(event: RequestEvent, verdict: Verdict) {
  const form = await event.request.formData()
  const { all, shown } = textFields(form)
  return attempt(shown, async () => {
    const publishAt = momentOf(all.publishAt, event.locals.tenant!.timeZone) ?? undefined
    const revision = { revisionId: all.revisionId ?? '', note: all.note ?? '', decided: decidedOf(form) }
    await event.locals.api.catalog.publishing.review({ ...revision, verdict, publishAt })
    return { done: true as const }
  })
}

async function step(event: RequestEvent, deed: 'submit' | 'withdraw') {
  const { all, shown } = textFields(await event.request.formData())
  return attempt(shown, async () => {
    await event.locals.api.catalog.publishing[deed]({ revisionId: all.revisionId ?? '' })
    return { done: true as const }
  })
}

export const actions: Actions = {
  approve: (event) => review(event, 'approve'),
  publish: (event) => review(event, 'publish'),
  schedule: (event) => review(event, 'schedule'),
  reject: (event) => review(event, 'reject'),
  submit: (event) => step(event, 'submit'),
  withdraw: (event) => step(event, 'withdraw'),
}
