export { OrderNotReady } from './errors.ts'
export { announceOrder, demand, lockOrder, type LockedOrder } from './lock-order.ts'
export { orderHandlers } from './order-handlers.ts'
export { type FulfillmentStatus, type OrderStatus, type PaymentStatus } from './order-status.ts'
