import { m } from '#lib/i18n/messages.ts'
import { error, redirect } from '@sveltejs/kit'
import { momentOf } from '#lib/catalog/moment-of.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:product')
  const { products, history } = locals.api.catalog
  const productId = params.id
  const before = Number(url.searchParams.get('before')) || undefined
  const [product, versions] = await loaded(
    Promise.all([products.byId({ productId }), history.versions({ productId, ...(before && { before }) })]),
  )
  const at = url.searchParams.get('at')
  const asked = Number(url.searchParams.get('version')) || (await versionAt(locals, productId, at))
  const version = asked === null ? null : asked || product.version
  if (version === null) return { product, versions, view: null, lines: [], compareTo: null, at }
  const toBefore = url.searchParams.get('with') === 'before' && version > 1
  const [from, to] = toBefore ? [version - 1, version] : [version, product.version]
  const isKnown = versions.length > 0
  if (!isKnown) return { product, versions, view: null, lines: [], compareTo: null, at }
  const [view, lines] = await loaded(
    Promise.all([history.version({ productId, version }), history.compare({ productId, from, to })]),
  )
  return { product, versions, view, lines, compareTo: toBefore ? ('before' as const) : ('current' as const), at }
}

/** The version of a moment that was typed in the shop's time; undefined when none was, null when nothing is known of it. */
async function versionAt(locals: App.Locals, productId: string, at: string | null): Promise<number | undefined | null> {
  if (!at) return undefined
  const moment = momentOf(at, locals.tenant!.timeZone)
  if (!moment) error(422, { message: m.products_choose_time(), code: 'invalid_input' })
  const found = await attempt({}, () => locals.api.catalog.history.at({ productId, at: moment }))
  return 'version' in found ? found.version : null
}

async function restore(event: RequestEvent, whole: boolean) {
  const form = await event.request.formData()
  const { all, shown } = textFields(form)
  const keys = form.getAll('key').map(String)
  const restored = await attempt(shown, () =>
    event.locals.api.catalog.history.restore({
      productId: event.params.id,
      version: Number(all.version),
      ...(!whole && { keys }),
    }),
  )
  if ('status' in restored) return restored
  redirect(303, `/admin/products/${event.params.id}/history?restored=${restored.version}`)
}

export const actions: Actions = {
  restore: (event) => restore(event, true),
  restoreFields: (event) => restore(event, false),
}
