import { redirect } from '@sveltejs/kit'
import type { Api } from '@souk/api'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => ({
  charge: await loaded(locals.api.sandbox.charge({ reference: params.reference })),
})

type Decision = Parameters<Api['sandbox']['decide']>[0]['decision']

/** What each form of the page decides. The API checks it; this only reads the fields. */
function decisionOf(fields: Record<string, string>): Decision {
  const { deed, tell, reason, code = '' } = fields
  if (deed === 'code') return { deed, code }
  if (deed === 'challenge') return { deed }
  return (deed === 'decline' ? { deed, reason } : { deed: 'approve', tell }) as Decision
}

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const { all } = textFields(await request.formData())
    const decided = await attempt({}, () =>
      locals.api.sandbox.decide({ reference: params.reference, decision: decisionOf(all) }),
    )
    if ('status' in decided) return decided
    const { returnUrl } = decided
    if (returnUrl)
      redirect(303, returnUrl.startsWith(`${url.origin}/`) ? returnUrl.slice(url.origin.length) : returnUrl, {
        external: true,
      })
    return { wrongCode: all.deed === 'code' }
  },
}
