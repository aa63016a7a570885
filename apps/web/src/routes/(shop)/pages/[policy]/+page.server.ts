import { error } from '@sveltejs/kit'
import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

const TITLES = { shipping: 'Delivery', returns: 'Returns', privacy: 'Privacy', terms: 'Terms' }
const isPolicy = (key: string): key is keyof typeof TITLES => Object.hasOwn(TITLES, key)

export const load: PageServerLoad = async ({ locals, params }) => {
  if (!isPolicy(params.policy)) error(404, 'There is no such page.')
  const { text } = await loaded(locals.api.storefront.policy({ key: params.policy }))
  return { title: TITLES[params.policy], paragraphs: text.split(/\n{2,}/) }
}
