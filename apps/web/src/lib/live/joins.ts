import type { ClientToServer, ServerToClient, SubscribeAnswer } from '@souk/events'
import type { Socket } from 'socket.io-client'
import type { createPositions } from './positions.ts'

export type LiveSocket = Socket<ServerToClient, ClientToServer>

type Ports = {
  wanted: () => string[]
  proofs: ReadonlyMap<string, string>
  positions: ReturnType<typeof createPositions>
  loadAfresh: (position: string) => void
  /** Everything that was asked for has been answered. */
  onJoined: () => void
}

const ANSWER_WITHIN_MS = 10_000
const PROOFS_MAX = 20

/** Keeps what the server sends equal to what the page wants to hear. */
export function createJoins({ wanted, proofs, positions, loadAfresh, onJoined }: Ports) {
  const asked = new Set<string>()
  let socket: LiveSocket | undefined

  const join = async (topics: string[], after?: string) => {
    if (!socket?.connected || topics.length === 0) return
    for (const topic of topics) asked.add(topic)
    const shown = [...proofs].slice(-PROOFS_MAX).map(([orderId, token]) => ({ orderId, token }))
    const input = { topics, proofs: shown, ...(after === undefined ? {} : { after }) }
    const answer: SubscribeAnswer = await socket.timeout(ANSWER_WITHIN_MS).emitWithAck('subscribe', input)
    if (!answer.ok) throw new Error(answer.error)
    if (answer.refresh) loadAfresh(answer.position)
    else positions.moveTo(answer.position)
    onJoined()
  }
  /** A question that got no answer is asked again on a new connection. */
  const orReconnect = (joining: Promise<void>) => void joining.catch(() => socket?.io.engine?.close())

  return {
    /** On a new connection everything is joined again, from where the page had come to. */
    connected: (opened: LiveSocket) => {
      socket = opened
      asked.clear()
      if (wanted().length === 0) onJoined()
      orReconnect(join(wanted(), positions.after()))
    },
    update: () => {
      const now = new Set(wanted())
      const left = [...asked].filter((topic) => !now.has(topic))
      for (const topic of left) asked.delete(topic)
      if (left.length > 0 && socket?.connected) socket.emit('unsubscribe', { topics: left })
      orReconnect(join([...now].filter((topic) => !asked.has(topic))))
    },
  }
}
