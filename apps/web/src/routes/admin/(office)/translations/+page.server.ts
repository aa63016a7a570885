import { attempt, loaded } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

const KINDS = ['product', 'collection', 'category', 'attribute'] as const
const STATES = ['all', 'missing', 'outdated', 'complete'] as const

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:translations')
  const asked = url.searchParams
  const { translations } = locals.api.catalog
  const kind = KINDS.find((one) => one === asked.get('kind')) ?? 'product'
  const state = STATES.find((one) => one === asked.get('state')) ?? 'all'
  const q = asked.get('q')?.trim().slice(0, 100) ?? ''
  const [languages, progress] = await loaded(Promise.all([translations.languages(), translations.progress({ kind })]))
  const locale = languages.languages.find((one) => one === asked.get('locale')) ?? languages.languages[0]
  const after = asked.get('after') ?? undefined
  const list = locale ? await loaded(translations.list({ kind, locale, state, q, after })) : null
  return { kinds: KINDS, states: STATES, kind, state, q, languages, progress, locale, list, atTop: after === undefined }
}

export const actions: Actions = {
  languages: async ({ request, locals }) => {
    const form = await request.formData()
    const text = String(form.get('languages') ?? '')
    return attempt({ languages: text }, async () => {
      const languages = text.split(/[\s,;]+/).filter(Boolean)
      await locals.api.catalog.translations.setLanguages({ languages })
      return { saved: true as const }
    })
  },
}
