import { initTRPC } from '@trpc/server'
import type { TenantTx } from '@souk/db'
import { actorOf, type Context } from './context.ts'
import { publicShape, toTrpcError } from './errors.ts'
import type { Permission } from './identity/index.ts'
import { Forbidden, NotFound, SignedOut } from './refusal.ts'
import { transformer } from './transformer.ts'

/** Who a procedure is for. The leak test and the permission matrix walk the routers by it. */
export type Meta = { audience: 'platform' | 'account' | 'public' | 'customer' | 'staff'; permission?: Permission }

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({ transformer, errorFormatter: ({ shape, error }) => publicShape(shape, error) })

export const router = t.router
export const createCallerFactory = t.createCallerFactory

const base = t.procedure.use(async ({ next }) => {
  const result = await next()
  if (!result.ok) throw toTrpcError(result.error)
  return result
})

/** On the platform's own host, for anyone: sign-up, sign-in. */
export const platformProcedure = base.meta({ audience: 'platform' }).use(({ ctx, next }) => {
  if (ctx.tenant) throw new NotFound('page')
  return next()
})

/** On the platform's own host, for a signed-in staff account. */
export const accountProcedure = platformProcedure.meta({ audience: 'account' }).use(({ ctx, next }) => {
  if (!ctx.account) throw new SignedOut()
  return next({ ctx: { account: ctx.account } })
})

const inShop = base.use(({ ctx, next }) => {
  const { tenant } = ctx
  if (!tenant) throw new NotFound('shop')
  return next({
    ctx: {
      tenant,
      by: actorOf(ctx),
      /** Opens a transaction of this shop; the only way a resolver reaches the data. */
      inTenant: <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => ctx.db.inTenant(tenant.id, work),
    },
  })
})

/** In a shop, for anyone: what a guest may see and do. A staff member acts here as a shopper does. */
export const publicProcedure = inShop.meta({ audience: 'public' }).use(({ ctx, next }) => {
  return next({ ctx: { by: actorOf({ ...ctx, staff: null }) } })
})

/** In a shop, for a signed-in customer. */
export const customerProcedure = publicProcedure.meta({ audience: 'customer' }).use(({ ctx, next }) => {
  if (!ctx.customer) throw new SignedOut()
  return next({ ctx: { customer: ctx.customer } })
})

/** In a shop's back office, for a member whose role holds the permission. */
export const staffProcedure = (permission: Permission) =>
  inShop.meta({ audience: 'staff', permission }).use(({ ctx, next }) => {
    if (!ctx.staff) throw new SignedOut()
    if (!ctx.staff.permissions.has(permission)) throw new Forbidden(permission)
    return next({ ctx: { staff: ctx.staff } })
  })

/** In a shop's back office, for any member, whatever the role. */
export const memberProcedure = inShop.meta({ audience: 'staff' }).use(({ ctx, next }) => {
  if (!ctx.staff) throw new SignedOut()
  return next({ ctx: { staff: ctx.staff } })
})
