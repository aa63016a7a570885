import { loaded } from '#lib/server/refusals.ts'
import { recordsApi } from '#lib/server/records-api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:organisation')
  const q = url.searchParams.get('q')?.trim().slice(0, 100) ?? ''
  const after = url.searchParams.get('after')?.slice(0, 200) || undefined
  const { rows, next } = await loaded(recordsApi(locals.api, params.records).list({ q, after }))
  return { path: params.records, q, rows, next, atTop: after === undefined }
}
