import { AsyncLocalStorage } from 'node:async_hooks'
import { overwriteGetLocale, type Locale } from '#lib/i18n/generated/runtime.js'
import { localeOf, preferredLocale } from '#lib/i18n/locale.ts'

const requestLocale = new AsyncLocalStorage<Locale>()

// Requests are answered side by side in one process; each reads the language of its own.
overwriteGetLocale(() => requestLocale.getStore() ?? 'en')

/** Does the work with every message in this language. */
export const inLocale = <T>(locale: Locale, work: () => T): T => requestLocale.run(locale, work)

/** The language of a back-office page: as chosen, else as the browser asks. The storefront speaks English until it can be asked in others. */
export function chooseLocale(url: URL, chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (!/^\/(admin|ui)(\/|$)/.test(url.pathname)) return 'en'
  return localeOf(chosen) ?? preferredLocale(acceptLanguage) ?? 'en'
}
