import type { ClientInit } from '@sveltejs/kit/hooks'
import { patientFetch } from '#lib/live/patient-fetch.ts'

export const init: ClientInit = () => {
  window.fetch = patientFetch(window.fetch)
}
