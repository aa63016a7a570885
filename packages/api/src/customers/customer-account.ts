import type { Db, TenantTx } from '@souk/db'
import {
  closeAllCustomerSessions,
  hashPassword,
  judgeSignIn,
  normalEmail,
  openCustomerSession,
  verifyPassword,
  WrongSignIn,
} from '../identity/index.ts'
import { NotFound, VersionConflict } from '../refusal.ts'
import { announceCustomer } from './announce-customer.ts'
import { CustomerExists, WrongPassword } from './errors.ts'

type From = { ip: string | null; userAgent: string | null }
type Customer = { id: string; email: string; name: string }
type SignedIn = { customer: Customer; token: string }

/**
 * Opens an account in one shop and signs in. Orders that a guest placed with this e-mail stay where they are: an address
 * typed into a form proves nothing about who reads it. Throws CustomerExists.
 */
export async function registerCustomer(
  db: Db,
  tenantId: string,
  input: { name: string; email: string; password: string },
  from: From,
): Promise<SignedIn> {
  const passwordHash = await hashPassword(input.password)
  const customer = await db.inTenant(tenantId, (tx) => insertCustomer(tx, { ...input, passwordHash }))
  return { customer, token: await openCustomerSession(db.inTenant, tenantId, customer.id, from) }
}

/**
 * A customer the shop brought over has no password: whoever registers with the address first has the account. What the shop
 * knows of them lies in `contact`, which no account ever shows, so an address typed into a form reveals nothing.
 */
async function insertCustomer(
  tx: TenantTx,
  input: { name: string; email: string; passwordHash: string },
): Promise<Customer> {
  const rows = await tx.$queryRaw<Customer[]>`
    insert into customers as c (tenant_id, email, email_norm, name, password_hash)
    values (${tx.tenantId}::uuid, ${input.email}, ${normalEmail(input.email)}, ${input.name}, ${input.passwordHash})
    on conflict (tenant_id, email_norm) do update set email = excluded.email, name = excluded.name,
      password_hash = excluded.password_hash, version = c.version + 1, contact = c.contact || jsonb_build_object('name', c.name)
    where c.password_hash is null
    returning id, email, name`
  if (!rows[0]) throw new CustomerExists()
  return rows[0]
}

/** Signs a customer of this shop in. Throws WrongSignIn, or TooManySignIns after repeated failures. */
export async function signInCustomer(
  db: Db,
  tenantId: string,
  input: { email: string; password: string },
  from: From,
): Promise<SignedIn> {
  const emailNorm = normalEmail(input.email)
  const rows = await db.inTenant(
    tenantId,
    (tx) => tx.$queryRaw<(Customer & { passwordHash: string })[]>`
      select id, email, name, password_hash as "passwordHash" from customers
      where tenant_id = ${tx.tenantId}::uuid and email_norm = ${emailNorm}`,
  )
  const who = { scope: `shop:${tenantId}`, emailNorm, ip: from.ip }
  if (!(await judgeSignIn(who, () => verifyPassword(rows[0]?.passwordHash, input.password)))) throw new WrongSignIn()
  const { id, email, name } = rows[0]!
  return { customer: { id, email, name }, token: await openCustomerSession(db.inTenant, tenantId, id, from) }
}

export type CustomerDetails = Customer & { phone: string | null; version: number; createdAt: Date }

export async function getCustomerDetails(tx: TenantTx, customerId: string): Promise<CustomerDetails> {
  const rows = await tx.$queryRaw<CustomerDetails[]>`
    select id, email, name, phone, version, created_at as "createdAt" from customers
    where tenant_id = ${tx.tenantId}::uuid and id = ${customerId}::uuid`
  if (!rows[0]) throw new NotFound('account')
  return rows[0]
}

/** Changes name and phone. Throws VersionConflict when they were changed elsewhere since. */
export async function changeDetails(
  tx: TenantTx,
  customerId: string,
  { name, phone, version }: { name: string; phone: string; version: number },
): Promise<CustomerDetails> {
  const rows = await tx.$queryRaw<CustomerDetails[]>`
    update customers set name = ${name}, phone = ${phone || null}, version = version + 1
    where tenant_id = ${tx.tenantId}::uuid and id = ${customerId}::uuid and version = ${version}::int
    returning id, email, name, phone, version, created_at as "createdAt"`
  if (!rows[0]) throw new VersionConflict('account')
  return rows[0]
}

/** Sets a new password, ends every session, and opens a fresh one for the browser that asked. Throws WrongPassword. */
export async function changeCustomerPassword(
  db: Db,
  tenantId: string,
  input: { customer: Customer; currentPassword: string; newPassword: string },
  from: From,
): Promise<{ token: string }> {
  const { customer, currentPassword, newPassword } = input
  const rows = await db.inTenant(
    tenantId,
    (tx) => tx.$queryRaw<{ passwordHash: string }[]>`
      select password_hash as "passwordHash" from customers where tenant_id = ${tx.tenantId}::uuid and id = ${customer.id}::uuid`,
  )
  const who = { scope: `shop:${tenantId}`, emailNorm: normalEmail(customer.email), ip: from.ip }
  if (!(await judgeSignIn(who, () => verifyPassword(rows[0]?.passwordHash, currentPassword)))) throw new WrongPassword()
  const passwordHash = await hashPassword(newPassword)
  // The password and the end of the sessions are one: whoever came in with the old one is out, or nothing changed.
  await db.inTenant(tenantId, async (tx) => {
    await tx.$executeRaw`
      update customers set password_hash = ${passwordHash}, version = version + 1
      where tenant_id = ${tx.tenantId}::uuid and id = ${customer.id}::uuid`
    await closeAllCustomerSessions((_, work) => work(tx), tenantId, customer.id)
    announceCustomer(tx, customer.id)
  })
  return { token: await openCustomerSession(db.inTenant, tenantId, customer.id, from) }
}
