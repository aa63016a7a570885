import type { AuthPool, Db } from '@souk/db'
import type { By } from './basics/index.ts'
import type { CustomerActor, StaffActor } from './identity/index.ts'
import type { Tenant } from './tenants/index.ts'

/** What every request brings, made once by the door it came through. Nothing here knows HTTP, cookies or sockets. */
export type Context = {
  db: Db
  auth: AuthPool
  /** The shop whose host was asked, or null on the platform's own host. */
  tenant: Tenant | null
  staff: StaffActor | null
  customer: CustomerActor | null
  /** A staff account signed in on the platform's own host. */
  account: { id: string; email: string; name: string } | null
  /** The token of the shopper's cart cookie. */
  cartToken: string | null
  request: RequestFacts
  /** The folder of the file store. */
  filesDir: string
}

export type RequestFacts = { id: string; ip: string | null; userAgent: string | null; origin: string }

/** Who the audit log names for a deed done in this request. */
export function actorOf(ctx: Pick<Context, 'staff' | 'customer' | 'request'>): By {
  const from = { requestId: ctx.request.id, ip: ctx.request.ip }
  if (ctx.staff) return { kind: 'staff', id: ctx.staff.id, name: ctx.staff.name, ...from }
  if (ctx.customer) return { kind: 'customer', id: ctx.customer.id, name: ctx.customer.name, ...from }
  return { kind: 'guest', id: null, name: 'Guest', ...from }
}
