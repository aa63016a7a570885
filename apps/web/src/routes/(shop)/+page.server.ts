import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => loaded(locals.api.storefront.home())
