import type { CustomerActor, StaffActor } from '@souk/api/identity'
import type { ClientToServer, ServerToClient } from '@souk/events'
import type { Server, Socket } from 'socket.io'
import type { SessionTokens } from './session-cookies.ts'

/** What a socket is known by. All of it was made on the server; nothing here is what a client said it is. */
export type SocketState = {
  tenantId: string
  tokens: SessionTokens
  staff: StaffActor | null
  customer: CustomerActor | null
  topics: Set<string>
  proofs: Map<string, string>
  /** The end of what this socket asked last. Its requests are answered one after the other, and so is each re-check. */
  turn: Promise<void>
}

/** Between processes there is one message: a tenant's newly numbered events. */
export type BetweenProcesses = { numbered: (tenantId: string, events: string) => void }

export type LiveServer = Server<ClientToServer, ServerToClient, BetweenProcesses, SocketState>
export type LiveSocket = Socket<ClientToServer, ServerToClient, BetweenProcesses, SocketState>

/** The room that all subscribed sockets of a tenant share; it carries beats alone. */
export const beatRoom = (tenantId: string): string => `beat:${tenantId}`

/** Puts work at the end of what the socket is waiting for; its failure is the caller's to tell. */
export function inTurn<T>(socket: LiveSocket, work: () => Promise<T>): Promise<T> {
  const result = socket.data.turn.then(work)
  socket.data.turn = result.then(
    () => {},
    () => {},
  )
  return result
}
