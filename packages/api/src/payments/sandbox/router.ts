import { z } from 'zod'
import { publicProcedure, router } from '../../trpc.ts'
import { getCharge } from './charge.ts'
import { checkCode, codesLeft, decideCharge } from './decide-charge.ts'
import { DECLINE_REASONS, type DeclineReason } from './decline-reasons.ts'

const reference = z.string().regex(/^sbx_[0-9a-f]{32}$/, 'This is no charge of Sandbox Pay.')
const reasons = Object.keys(DECLINE_REASONS) as [DeclineReason, ...DeclineReason[]]
const decision = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('approve'), tell: z.enum(['once', 'twice', 'never', 'late']) }),
  z.object({ deed: z.literal('challenge') }),
  z.object({ deed: z.literal('code'), code: z.string().max(20) }),
  z.object({ deed: z.literal('decline'), reason: z.enum(reasons) }),
])

/** The sandbox gateway's own page. It knows a charge by its reference alone and nothing of orders. */
export const sandboxRouter = router({
  charge: publicProcedure.input(z.object({ reference })).query(({ ctx, input }) =>
    ctx.inTenant(async (tx) => {
      const charge = await getCharge(tx, input.reference)
      const { status, amountMinor, currency, returnUrl } = charge
      const waiting = charge.deeds.includes('approve:late') && status !== 'authorized'
      return { status, amountMinor, currency, returnUrl, waiting, codesLeft: codesLeft(charge), payee: ctx.tenant.name }
    }),
  ),
  decide: publicProcedure.input(z.object({ reference, decision })).mutation(({ ctx, input }) => {
    if (input.decision.deed === 'code') checkCode(input.decision.code)
    return ctx.inTenant((tx) => decideCharge(tx, input.reference, input.decision))
  }),
})
