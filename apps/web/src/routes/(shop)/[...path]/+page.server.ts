import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

/** Every address that is no page is told so by the shop itself, with its search and its menu. */
export const load: PageServerLoad = () => error(404, 'There is no such page.')
