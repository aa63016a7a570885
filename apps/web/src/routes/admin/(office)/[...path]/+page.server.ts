import { m } from '#lib/i18n/messages.ts'
import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

/** An address that is no page is told to staff by the back office, not by the storefront that shares its host. */
export const load: PageServerLoad = () => error(404, m.shell_no_page())
