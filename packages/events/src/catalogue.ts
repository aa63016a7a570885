import { z } from 'zod'
import type { Topic } from './rooms.ts'

const id = z.uuid()

/**
 * Every event there is, by name. Events are thin: ids, a version, and only the public numbers that a counter on screen
 * needs. No personal data travels in a room; who hears an event loads what it may see.
 */
export const catalogue = {
  'order.placed': z.object({ orderId: id, number: z.string() }),
  'order.changed': z.object({ orderId: id, version: z.number(), what: z.string() }),
  'stock.changed': z.object({ productId: id, variantId: id, available: z.number() }),
  'product.changed': z.object({ productId: id, version: z.number() }),
  /** Prices may be others from now on: a list was changed, or has begun or ended. Null: a group of customers was. */
  'prices.changed': z.object({ listId: id.nullable() }),
  /** A category, brand, attribute or the like changed: what stands around products, for the screens of the back office. */
  'organisation.changed': z.object({ kind: z.string(), recordId: id }),
  'complaint.opened': z.object({ complaintId: id, number: z.string(), orderId: id }),
  'complaint.answered': z.object({ complaintId: id, version: z.number(), by: z.enum(['customer', 'staff']) }),
  'complaint.changed': z.object({ complaintId: id, version: z.number() }),
  'job.progressed': z.object({ jobId: id, status: z.string(), done: z.number(), total: z.number() }),
  /** A colleague wrote, changed or took back a comment; told to colleagues alone. */
  'comment.changed': z.object({ commentId: id }),
  /** One member was told something, or has read it on another page. */
  'notification.added': z.object({ notificationId: id, kind: z.string() }),
  'notification.read': z.object({ read: z.number() }),
  /** A proposed change of a product was written, judged or published. */
  'revision.changed': z.object({ revisionId: id }),
  /** A member's role, access or session changed; null: anyone's may have, such as when a role was edited. */
  'staff.changed': z.object({ accountId: id.nullable() }),
  /** A customer signed out or changed the password: their open sockets are looked at again. */
  'customer.changed': z.object({ customerId: id }),
}

export type EventName = keyof typeof catalogue
export type EventPayload<N extends EventName> = z.infer<(typeof catalogue)[N]>

/** An event with the topics whose rooms hear it. */
export type Event<N extends EventName = EventName> = N extends EventName
  ? { name: N; topics: Topic[]; payload: EventPayload<N> }
  : never

/** An event as a client receives it: with its position in the tenant's log, to resume from. */
export type PublishedEvent<N extends EventName = EventName> = Event<N> & { position: string }

/** Events of which only the newest counts: a burst is conflated to one per key and room in a hundred milliseconds. */
export const conflationKey = (event: { name: string; payload: unknown }): string | undefined =>
  event.name === 'stock.changed'
    ? `stock:${(event.payload as EventPayload<'stock.changed'>).variantId}`
    : event.name === 'job.progressed'
      ? `job:${(event.payload as EventPayload<'job.progressed'>).jobId}`
      : undefined
