import type { TenantTx } from '@souk/db'
import { InvalidInput, NotFound } from '../refusal.ts'
import type { Address } from './address.ts'
import type { PostalAddress } from './address-form.ts'

const ADDRESSES_MAX = 20

export type SavedAddress = { id: string; name: string; address: PostalAddress; isDefault: boolean }

/** A customer's address book, the usual address first. */
export async function listSavedAddresses(tx: TenantTx, customerId: string): Promise<SavedAddress[]> {
  return tx.$queryRaw`
    select id, name, address, is_default as "isDefault" from customer_addresses
    where tenant_id = ${tx.tenantId}::uuid and customer_id = ${customerId}::uuid
    order by is_default desc, created_at, id limit ${ADDRESSES_MAX}::int`
}

/** Adds an address or changes one; the first is the usual one by itself. Throws NotFound for another customer's. */
export async function saveAddress(
  tx: TenantTx,
  customerId: string,
  input: { id: string | null; address: Address; isDefault: boolean },
): Promise<SavedAddress> {
  await lockCustomer(tx, customerId)
  const others = (await listSavedAddresses(tx, customerId)).filter(({ id }) => id !== input.id)
  if (!input.id && others.length >= ADDRESSES_MAX) {
    throw new InvalidInput({ line1: `The address book holds ${ADDRESSES_MAX} addresses. Remove one first.` })
  }
  const isDefault = input.isDefault || others.every((other) => !other.isDefault)
  if (isDefault) await clearDefault(tx, customerId)
  const { name, ...address } = input.address
  const rows = input.id
    ? await tx.$queryRaw<SavedAddress[]>`
        update customer_addresses set name = ${name}, address = ${JSON.stringify(address)}::jsonb, is_default = ${isDefault}
        where tenant_id = ${tx.tenantId}::uuid and id = ${input.id}::uuid and customer_id = ${customerId}::uuid
        returning id, name, address, is_default as "isDefault"`
    : await tx.$queryRaw<SavedAddress[]>`
        insert into customer_addresses (tenant_id, customer_id, name, address, is_default)
        values (${tx.tenantId}::uuid, ${customerId}::uuid, ${name}, ${JSON.stringify(address)}::jsonb, ${isDefault})
        returning id, name, address, is_default as "isDefault"`
  if (!rows[0]) throw new NotFound('address')
  return rows[0]
}

/** Removes an address; when it was the usual one, the oldest of the others takes its place. */
export async function removeAddress(tx: TenantTx, customerId: string, id: string): Promise<void> {
  await lockCustomer(tx, customerId)
  const removed = await tx.$executeRaw`
    delete from customer_addresses where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid and customer_id = ${customerId}::uuid`
  if (removed === 0) throw new NotFound('address')
  const [first] = await listSavedAddresses(tx, customerId)
  if (!first || first.isDefault) return
  await tx.$executeRaw`
    update customer_addresses set is_default = true where tenant_id = ${tx.tenantId}::uuid and id = ${first.id}::uuid`
}

/** Two browsers of one customer take turns, so that there is always exactly one usual address. */
async function lockCustomer(tx: TenantTx, customerId: string): Promise<void> {
  await tx.$queryRaw`select id from customers where tenant_id = ${tx.tenantId}::uuid and id = ${customerId}::uuid for update`
}

async function clearDefault(tx: TenantTx, customerId: string): Promise<void> {
  await tx.$executeRaw`
    update customer_addresses set is_default = false
    where tenant_id = ${tx.tenantId}::uuid and customer_id = ${customerId}::uuid and is_default`
}
