import { closeCustomerSession } from '../identity/index.ts'
import { customerProcedure, publicProcedure, router } from '../trpc.ts'
import { z } from 'zod'
import { announceCustomer } from './announce-customer.ts'
import {
  changeCustomerPassword,
  changeDetails,
  getCustomerDetails,
  registerCustomer,
  signInCustomer,
} from './customer-account.ts'
import { listMyOrders } from './my-orders.ts'
import { listSavedAddresses, removeAddress, saveAddress } from './saved-addresses.ts'
import { addressId, changePassword, details, myOrdersInput, register, savedAddress, signIn } from './schema.ts'

/** A shopper's own account in one shop. */
export const customersRouter = router({
  register: publicProcedure
    .input(register)
    .mutation(({ ctx, input }) => registerCustomer(ctx.db, ctx.tenant.id, input, ctx.request)),
  signIn: publicProcedure
    .input(signIn)
    .mutation(({ ctx, input }) => signInCustomer(ctx.db, ctx.tenant.id, input, ctx.request)),
  signOut: publicProcedure.input(z.object({ token: z.string().max(100) })).mutation(async ({ ctx, input }) => {
    const { customer } = ctx
    await ctx.inTenant(async (tx) => {
      await closeCustomerSession((_, work) => work(tx), ctx.tenant.id, input.token)
      if (customer) announceCustomer(tx, customer.id)
    })
  }),
  me: customerProcedure.query(({ ctx }) => ctx.inTenant((tx) => getCustomerDetails(tx, ctx.customer.id))),
  changeDetails: customerProcedure
    .input(details)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => changeDetails(tx, ctx.customer.id, input))),
  changePassword: customerProcedure
    .input(changePassword)
    .mutation(({ ctx, input }) =>
      changeCustomerPassword(ctx.db, ctx.tenant.id, { ...input, customer: ctx.customer }, ctx.request),
    ),
  orders: customerProcedure
    .input(myOrdersInput)
    .query(({ ctx, input }) => ctx.inTenant((tx) => listMyOrders(tx, ctx.customer.id, input.before))),
  addresses: customerProcedure.query(({ ctx }) => ctx.inTenant((tx) => listSavedAddresses(tx, ctx.customer.id))),
  saveAddress: customerProcedure
    .input(savedAddress)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveAddress(tx, ctx.customer.id, input))),
  removeAddress: customerProcedure
    .input(addressId)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeAddress(tx, ctx.customer.id, input.id))),
})
