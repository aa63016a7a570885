import { readPreferences, type Preferences } from '@souk/api/identity'
import type { Context } from '@souk/api'
import type { Cookies } from '@sveltejs/kit'

const YEAR_SECONDS = 31_536_000
// The page's own script reads them, too: the theme before the first paint, the language when it is switched.
const KEPT = { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: false } as const

/** Carries what a member chose into the cookies that a page is drawn by. */
export function carryPreferences(cookies: Cookies, url: URL, { locale, theme }: Pick<Preferences, 'locale' | 'theme'>) {
  const secure = url.protocol === 'https:'
  if (locale) cookies.set('locale', locale, { ...KEPT, secure })
  cookies.set('theme', theme, { ...KEPT, secure })
}

/** At sign-in: the member's own language and theme, on whichever machine they sit. */
export async function carryOwnPreferences(
  cookies: Cookies,
  url: URL,
  context: Context,
  tenantId: string,
  accountId: string,
): Promise<void> {
  carryPreferences(cookies, url, await context.db.inTenant(tenantId, (tx) => readPreferences(tx, accountId)))
}
