import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

/** Every address of the platform that is no page is told so by the platform itself, with the way back. */
export const load: PageServerLoad = () => error(404, 'There is no such page.')
