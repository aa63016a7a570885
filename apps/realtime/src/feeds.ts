import { readEventHead, readEventsAfter, type Db } from '@souk/db'
import type { PublishedEvent } from '@souk/events'
import { openTenantFeed, type FeedPorts, type TenantFeed } from './tenant-feed.ts'

type Outputs = {
  send: (tenantId: string, ...event: Parameters<FeedPorts['send']>) => void
  onEvent: (tenantId: string, event: PublishedEvent) => void
  onSkipped: (tenantId: string, position: string) => void
  onFault: (error: unknown) => void
}

export type Feeds = {
  /** The tenant's feed, for as long as a socket of it is here. Each `use` is ended by one `leave`. */
  use: (tenantId: string) => Promise<TenantFeed>
  leave: (tenantId: string) => void
  offer: (tenantId: string, events: PublishedEvent[]) => void
  /** Looks into the logs of all tenants that are heard here, one after the other. */
  heal: () => Promise<void>
  each: (tell: (tenantId: string, feed: TenantFeed) => void) => void
  close: () => void
}

type Entry = { opening: Promise<TenantFeed>; feed?: TenantFeed; users: number }

/** The feeds of the tenants that have a socket in this process, and of no others. */
export function createFeeds(db: Db, outputs: Outputs): Feeds {
  const entries = new Map<string, Entry>()

  const open = (tenantId: string): Entry => {
    const opening = openTenantFeed({
      readHead: () => db.inTenant(tenantId, readEventHead),
      readAfter: (position, limit) => db.inTenant(tenantId, (tx) => readEventsAfter(tx, position, limit)),
      send: (event) => outputs.send(tenantId, event),
      onEvent: (event) => outputs.onEvent(tenantId, event),
      onSkipped: (position) => outputs.onSkipped(tenantId, position),
      onFault: outputs.onFault,
    })
    const entry: Entry = { opening, users: 0 }
    entries.set(tenantId, entry)
    opening.then(
      (feed) => (entry.feed = feed),
      () => entries.get(tenantId) === entry && entries.delete(tenantId),
    )
    return entry
  }
  return {
    use: async (tenantId) => {
      const entry = entries.get(tenantId) ?? open(tenantId)
      entry.users++
      return entry.opening
    },
    leave: (tenantId) => {
      const entry = entries.get(tenantId)
      if (!entry || --entry.users > 0) return
      entries.delete(tenantId)
      entry.opening.then(
        (feed) => feed.close(),
        () => {},
      )
    },
    offer: (tenantId, events) => entries.get(tenantId)?.feed?.offer(events),
    heal: async () => {
      for (const { feed } of entries.values()) {
        feed?.heal()
        await feed?.idle()
      }
    },
    each: (tell) => entries.forEach(({ feed }, tenantId) => feed && tell(tenantId, feed)),
    close: () => entries.forEach(({ feed }) => feed?.close()),
  }
}
