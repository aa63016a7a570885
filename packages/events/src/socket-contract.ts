import { z } from 'zod'
import { TOPICS_MAX } from './rooms.ts'

// What client and server say to each other on the socket. The browser imports the types alone.

const topics = z.array(z.string().max(80)).min(1).max(TOPICS_MAX)

/**
 * `subscribe`: join these topics, then send what came after the position last seen. Without a position: what came in the
 * last seconds, the time between the page's read and this join. `proofs` maps an order's id to its public token, for a
 * guest who follows the order or a complaint about it.
 */
export const subscribeInput = z.strictObject({
  topics,
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  proofs: z
    .array(z.strictObject({ orderId: z.uuid(), token: z.string().min(16).max(64) }))
    .max(20)
    .optional(),
})
export type SubscribeInput = z.infer<typeof subscribeInput>

export const unsubscribeInput = z.strictObject({ topics })
export type UnsubscribeInput = z.infer<typeof unsubscribeInput>

/**
 * "I am here", said again every ten seconds on the page of a record, with the field one is editing; `here: false` on leaving.
 * Only for an `office-` topic that was joined. Who it is the server knows; a client cannot say.
 */
export const presenceInput = z.strictObject({
  topic: z.string().max(80),
  here: z.boolean(),
  field: z
    .string()
    .regex(/^[\w.-]{1,80}$/)
    .nullable()
    .default(null),
})
export type PresenceInput = z.input<typeof presenceInput>

/** A colleague on the page of a record, and the field being edited there. */
export type PresentPerson = { accountId: string; name: string; field: string | null }

/** Who is here through one process. A list of a process that was not heard of for thirty seconds is forgotten. */
export type PresenceList = { topic: string; from: string; people: PresentPerson[] }

/** The answer: the topics joined and refused, where to resume from, and whether to load everything afresh. */
export type SubscribeAnswer =
  | { ok: true; joined: string[]; refused: string[]; position: string; refresh: boolean }
  | { ok: false; error: 'malformed' | 'too_many' | 'too_fast' | 'unavailable' }

/**
 * An event on the socket. It may come twice, never out of order in its topic; `position` tells. All events of the tenant
 * up to `resume` have been sent: that, not the newest position, is what a client keeps to resume from, because a conflated
 * event may follow one that has a higher position.
 */
export type SocketEvent = { position: string; resume?: string; name: string; topics: string[]; payload: unknown }

/** Why the server ends a connection: the session is over, or the server restarts and is back in a moment. */
export type GoodbyeReason = 'signed_out' | 'restart'

export type ServerToClient = {
  event: (event: SocketEvent) => void
  /** Nothing was missed up to this position, even if nothing was sent. */
  beat: (beat: { resume: string }) => void
  /** More was missed than can be sent: load everything afresh. */
  refresh: (at: { position: string }) => void
  /** What the member's role allows has changed: these topics are not allowed any more; none, when something was only gained. */
  revoked: (what: { topics: string[] }) => void
  goodbye: (why: { reason: GoodbyeReason }) => void
  presence: (list: PresenceList) => void
}

export type ClientToServer = {
  subscribe: (input: SubscribeInput, answer: (answer: SubscribeAnswer) => void) => void
  unsubscribe: (input: UnsubscribeInput) => void
  presence: (input: PresenceInput) => void
  /** Answers with the database's time, for countdowns. */
  clock: (answer: (at: { nowMs: number }) => void) => void
}
