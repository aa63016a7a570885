import { getLocale, type Locale } from '#lib/i18n/generated/runtime.js'
import { localeOf } from './locale.ts'

/** Arabic with the digits that prices, SKUs and scanners use. */
const TAGS: Record<Locale, string> = { en: 'en', de: 'de', zh: 'zh', ar: 'ar-u-nu-latn' }

/** The tag that numbers and dates are written with for the reader of this page; the shop's own where it is of that language ("de-AT"). */
export function formatLocale(shopLocale?: string): string {
  const locale = getLocale()
  return shopLocale && locale !== 'ar' && localeOf(shopLocale) === locale ? shopLocale : TAGS[locale]
}
