import { locales, type Locale } from '#lib/i18n/generated/runtime.js'

export { locales, type Locale }

/** Each language in its own words, as a person who reads it looks for it. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', de: 'Deutsch', zh: '中文', ar: 'العربية' }

export const directionOf = (locale: Locale): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr')

/** The language of a tag such as "de-AT", when the words exist in it. */
export const localeOf = (tag: string | null | undefined): Locale | undefined =>
  locales.find((locale) => locale === tag?.trim().split('-')[0]?.toLowerCase())

/** The first language of an Accept-Language header that the words exist in; browsers send them by preference. */
export function preferredLocale(header: string | null): Locale | undefined {
  for (const entry of header?.split(',') ?? []) {
    const locale = localeOf(entry.split(';')[0])
    if (locale) return locale
  }
  return undefined
}
