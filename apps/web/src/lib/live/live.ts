import type { PresenceList, SocketEvent } from '@souk/events'
import { createLiveConnection, type LiveConnection } from './connection.ts'
import { createPresences, type Watch } from './presences.ts'

export type LiveHandler = (event: SocketEvent) => void

type Subscription = { topics: string[]; onEvent: LiveHandler }

const subscriptions = new Set<Subscription>()
const proofs = new Map<string, string>()
const presences = createPresences()
const settings = { port: '' }
let connection: LiveConnection | undefined

/** Says where the realtime service is: its port on this page's host, or empty for the page's own address. */
export function configureLive({ port }: { port: string }): void {
  settings.port = port
}

/** The topics someone on this page listens to. */
const wanted = (): string[] => [...new Set([...subscriptions].flatMap(({ topics }) => topics))]

function hear(event: SocketEvent): void {
  for (const { topics, onEvent } of subscriptions)
    if (topics.some((topic) => event.topics.includes(topic))) onEvent(event)
}

export const live = {
  /**
   * Hears the events of these topics until the returned function is called. The first call opens the page's one socket,
   * when the page has loaded. What happened since the page was read is sent too; an event never comes twice.
   */
  subscribe(topics: string[], onEvent: LiveHandler): () => void {
    const own = { topics, onEvent }
    subscriptions.add(own)
    connection ??= createLiveConnection({ port: settings.port, wanted, proofs, hear, opened: presences.connected })
    connection.topicsChanged()
    return () => {
      subscriptions.delete(own)
      connection?.topicsChanged()
    }
  },
  /** Says that this page is open on a record and tells who else is there, until it is stopped. */
  present(topic: string, tell: (list: PresenceList) => void): Watch {
    const unsubscribe = this.subscribe([topic], () => {})
    const watch = presences.watch(topic, tell)
    return {
      edit: watch.edit,
      stop: () => {
        watch.stop()
        unsubscribe()
      },
    }
  },
  /** Lets a guest follow an order, and complaints about it, by the order's public token. */
  prove(orderId: string, token: string): void {
    proofs.set(orderId, token)
  },
}
