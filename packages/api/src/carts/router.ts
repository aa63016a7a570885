import { z } from 'zod'
import type { Context } from '../context.ts'
import { publicProcedure, router } from '../trpc.ts'
import { acceptChanges, addToCart, setCartNote, setCartQuantity } from './change-cart.ts'
import { countCart } from './count-cart.ts'
import type { Shopper } from './find-cart.ts'
import { mergeCart, QUANTITY_MAX } from './merge-cart.ts'
import { viewCart } from './price-cart.ts'

const variantId = z.uuid('Choose a product.')
const quantity = z.coerce
  .number('Type a whole number.')
  .int('Type a whole number.')
  .min(1, 'At least 1.')
  .max(QUANTITY_MAX, `At most ${QUANTITY_MAX} of one product.`)

const shopperOf = (ctx: Pick<Context, 'cartToken' | 'customer'>): Shopper => ({
  cartToken: ctx.cartToken,
  customerId: ctx.customer?.id ?? null,
})

/** In a shop, for whoever holds the cart. A guest who has signed in brings the guest's cart along, whatever comes first. */
const cartProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const shopper = shopperOf(ctx)
  if (shopper.customerId && shopper.cartToken) await ctx.inTenant((tx) => mergeCart(tx, shopper))
  return next({ ctx: { shopper } })
})

export const cartsRouter = router({
  current: cartProcedure.query(({ ctx }) => ctx.inTenant((tx) => viewCart(tx, ctx.shopper, ctx.tenant.country))),
  count: cartProcedure.query(({ ctx }) => ctx.inTenant((tx) => countCart(tx, ctx.shopper))),
  add: cartProcedure
    .input(z.object({ variantId, quantity: quantity.default(1) }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => addToCart(tx, ctx.shopper, input))),
  setQuantity: cartProcedure
    .input(z.object({ variantId, quantity: quantity.or(z.literal(0)) }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setCartQuantity(tx, ctx.shopper, input))),
  remove: cartProcedure
    .input(z.object({ variantId }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setCartQuantity(tx, ctx.shopper, { ...input, quantity: 0 }))),
  note: cartProcedure
    .input(z.object({ note: z.string().trim().max(500, 'Use at most 500 characters.') }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setCartNote(tx, ctx.shopper, input.note))),
  accept: cartProcedure.mutation(({ ctx }) => ctx.inTenant((tx) => acceptChanges(tx, ctx.shopper))),
})
