import { emit, type TenantTx } from '@souk/db'

/** Has the customer's open sockets looked at again, now that a session of theirs has ended. */
export function announceCustomer(tx: TenantTx, customerId: string): void {
  emit(tx, { name: 'customer.changed', topics: [], payload: { customerId } })
}
