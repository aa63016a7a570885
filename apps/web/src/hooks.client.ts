import type { ClientInit } from '@sveltejs/kit/hooks'
import { localeOf } from '#lib/i18n/locale.ts'
import { patientFetch } from '#lib/live/patient-fetch.ts'
import { overwriteGetLocale } from '#lib/i18n/generated/runtime.js'

// The page says in which language the server wrote it; what the browser draws later is in the same one.
overwriteGetLocale(() => localeOf(document.documentElement.lang) ?? 'en')

export const init: ClientInit = () => {
  window.fetch = patientFetch(window.fetch)
}
