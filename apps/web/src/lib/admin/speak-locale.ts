import type { Locale } from '#lib/i18n/locale.ts'
import { keepPreference } from './keep-preference.ts'

/** The server writes every page in the language of its cookie, so the page is asked for anew. */
export async function speakLocale(locale: Locale): Promise<void> {
  document.cookie = `locale=${locale}; path=/; max-age=31536000; samesite=lax`
  await keepPreference({ locale })
  location.reload()
}
