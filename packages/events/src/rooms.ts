/**
 * What a client may ask to hear about. `<id>` is a UUID, `<token>` an order's public token.
 * Public: `product:<id>` (stock of its variants), `prices`. With the order's token or as its customer or as staff: `order:<id>`,
 * `complaint:<id>`. Staff by permission: `orders`, `complaints`, `products`, `stock`, `job:<id>`, `staff`, and for each
 * record people work on `office-<kind>:<id>`, where colleagues are present and comments are told. One's own: `member:<id>`.
 */
export type Topic = string

const TOPIC =
  /^(?:orders|complaints|products|stock|staff|prices|(?:product|order|complaint|job|member|office-(?:product|collection|order|customer|complaint)):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** How many topics one subscription may name. */
export const TOPICS_MAX = 100

export const isTopic = (value: unknown): value is Topic => typeof value === 'string' && TOPIC.test(value)

/** The Socket.IO room of a tenant's topic. Made on the server alone; a client never names a room. */
export const roomOf = (tenantId: string, topic: Topic): string => `t:${tenantId}:${topic}`

/** A topic in its parts: `order:<id>` is `{ kind: 'order', id }`, `orders` is `{ kind: 'orders' }`. */
export function parseTopic(topic: Topic): { kind: string; id?: string } {
  const colon = topic.indexOf(':')
  return colon < 0 ? { kind: topic } : { kind: topic.slice(0, colon), id: topic.slice(colon + 1) }
}
