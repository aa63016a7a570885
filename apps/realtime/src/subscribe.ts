import { allowedTopics } from '@souk/api/topic-access'
import { readGap, type Db } from '@souk/db'
import { roomOf, TOPICS_MAX, type SubscribeAnswer, type SubscribeInput } from '@souk/events'
import { beatRoom, type LiveSocket } from './socket-state.ts'
import type { TenantFeed } from './tenant-feed.ts'

/** How many missed events are sent before it is better to load everything afresh. */
const GAP_MAX = 500

const PROOFS_MAX = 100

/** Joins the topics that the socket may hear and sends what it missed of them, then answers. */
export async function subscribe(
  db: Db,
  socket: LiveSocket,
  feed: TenantFeed,
  input: SubscribeInput,
): Promise<SubscribeAnswer> {
  const { data } = socket
  const proofs = new Map([
    ...data.proofs,
    ...(input.proofs ?? []).map(({ orderId, token }) => [orderId, token] as const),
  ])
  if (proofs.size > PROOFS_MAX || new Set([...data.topics, ...input.topics]).size > TOPICS_MAX)
    return { ok: false, error: 'too_many' }
  const read = await db.inTenant(data.tenantId, async (tx) => {
    const topics = await allowedTopics(tx, { ...data, proofs }, input.topics)
    return { topics, gap: await readGap(tx, topics, input.after, GAP_MAX) }
  })
  if (socket.disconnected) return { ok: false, error: 'unavailable' }
  data.proofs = proofs
  return join(socket, feed, input, read)
}

type Read = { topics: string[]; gap: Awaited<ReturnType<typeof readGap>> }

/**
 * From here to the end nothing is awaited, so no event slips between: what the log had when it was read, then what the feed
 * has sent since, then the rooms. What the feed sends twice the client drops by its position.
 */
function join(socket: LiveSocket, feed: TenantFeed, input: SubscribeInput, { topics, gap }: Read): SubscribeAnswer {
  const since = feed.recentAfter(gap.position)
  const refresh = gap.refresh || since === null
  const heard = new Set(topics)
  const missed = [...gap.events, ...(since ?? []).filter((event) => event.topics.some((topic) => heard.has(topic)))]
  if (!refresh)
    for (const { position, name, topics: at, payload } of missed)
      socket.emit('event', { position, name, topics: at, payload })
  for (const topic of topics) {
    socket.data.topics.add(topic)
    void socket.join(roomOf(socket.data.tenantId, topic))
  }
  void socket.join(beatRoom(socket.data.tenantId))
  const refused = input.topics.filter((topic) => !heard.has(topic))
  return { ok: true, joined: topics, refused, position: feed.resume(), refresh }
}
