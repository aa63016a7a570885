import { emit, type Db } from '@souk/db'

/** Has the customer's open sockets looked at again, now that a session of theirs has ended. */
export function announceCustomer(db: Db, tenantId: string, customerId: string): Promise<void> {
  return db.inTenant(tenantId, async (tx) => {
    emit(tx, { name: 'customer.changed', topics: [], payload: { customerId } })
  })
}
