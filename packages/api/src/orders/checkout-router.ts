import { z } from 'zod'
import { onceForKey } from '../basics/index.ts'
import { mergeCart, type Shopper } from '../carts/index.ts'
import { hashToken } from '../identity/index.ts'
import { publicProcedure, router } from '../trpc.ts'
import { checkPayments } from './check-payments.ts'
import { orderToken, placeOrderInput } from './checkout-schema.ts'
import { fileOfTicket, takeDownload } from './digital/take-download.ts'
import { orderPage } from './order-page.ts'
import { payOrder } from './pay-order.ts'
import { placeOrder } from './place-order.ts'
import { receiveWebhook } from './receive-webhook.ts'
import { viewCheckout } from './view-checkout.ts'

const choice = z.object({ country: z.string().length(2).optional(), methodId: z.uuid().optional() })

const shopProcedure = publicProcedure.use(({ ctx, next }) => {
  const shopper: Shopper = { cartToken: ctx.cartToken, customerId: ctx.customer?.id ?? null }
  return next({ ctx: { shopper, door: { inTenant: ctx.inTenant, origin: ctx.request.origin } } })
})

/** From the cart to the paid order, and the page that follows it. */
export const checkoutRouter = router({
  view: shopProcedure.input(choice).query(({ ctx, input }) =>
    ctx.inTenant(async (tx) => {
      await mergeCart(tx, ctx.shopper)
      const { country, methodId } = input
      return viewCheckout(tx, ctx.shopper, { country, methodId, homeCountry: ctx.tenant.country })
    }),
  ),
  // The order stands before the payment company is asked; if that fails, its page offers to pay again.
  place: shopProcedure.input(placeOrderInput).mutation(({ ctx, input }) => {
    const { key, ...order } = input
    const holder = ctx.shopper.customerId ?? hashToken(ctx.shopper.cartToken ?? '')
    return ctx.inTenant((tx) =>
      onceForKey(tx, { scope: 'checkout.place', key, body: { ...order, holder } }, () =>
        placeOrder(tx, { ...input, shopper: ctx.shopper, customerId: ctx.shopper.customerId }, ctx.by),
      ),
    )
  }),
  pay: shopProcedure.input(orderToken).mutation(({ ctx, input }) => payOrder(ctx.door, input.token)),
  order: shopProcedure.input(orderToken).query(({ ctx, input }) => ctx.inTenant((tx) => orderPage(tx, input.token))),
  returned: shopProcedure.input(orderToken).mutation(async ({ ctx, input }) => {
    const { id } = await ctx.inTenant((tx) => orderPage(tx, input.token))
    await checkPayments(ctx.inTenant, id)
    return ctx.inTenant((tx) => orderPage(tx, input.token))
  }),
  download: shopProcedure
    .input(orderToken.extend({ downloadId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => takeDownload(tx, input, ctx.by))),
  fileOfTicket: shopProcedure
    .input(z.object({ ticket: z.string().regex(/^[a-z0-9]{32,64}$/) }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => fileOfTicket(tx, input.ticket))),
  webhook: shopProcedure
    .input(
      z.object({
        provider: z.string().max(40),
        body: z.string().max(65_536),
        signature: z.string().max(400).nullable(),
      }),
    )
    .mutation(({ ctx, input }) => receiveWebhook(ctx.inTenant, input)),
})
