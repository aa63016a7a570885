import { m } from '#lib/i18n/messages.ts'
import { error } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

const KINDS = ['product', 'collection', 'category', 'attribute'] as const
const kindOf = (text: string) => KINDS.find((kind) => kind === text) ?? error(404, m.shell_no_page())

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:translations')
  const kind = kindOf(params.kind)
  const { translations } = locals.api.catalog
  const { own, languages } = await loaded(translations.languages())
  const locale = languages.find((one) => one === url.searchParams.get('locale')) ?? languages[0] ?? own
  const texts = await loaded(translations.byId({ kind, subjectId: params.id, locale }))
  return { kind, id: params.id, own, languages, locale, texts }
}

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const texts = Object.entries(all)
        .filter(([name]) => name.startsWith('text.'))
        .map(([name, value]) => ({ field: name.slice(5), value, upToDate: all[`fits.${name.slice(5)}`] === 'on' }))
      const subject = { kind: kindOf(params.kind), subjectId: params.id, locale: all.locale ?? '' }
      const { written } = await locals.api.catalog.translations.save({ ...subject, texts })
      return { written }
    })
  },
}
