import { readCustomerSession, readStaffActor, type StaffActor } from '@souk/api/identity'
import { allowedTopics } from '@souk/api/topic-access'
import type { AuthPool, Db } from '@souk/db'
import { roomOf } from '@souk/events'
import { inTurn, type LiveSocket, type SocketState } from './socket-state.ts'

export type Registers = { db: Db; auth: AuthPool }

/** Who the cookies of a handshake stand for in this tenant, at this moment. */
export async function readPeople(
  { db, auth }: Registers,
  { tenantId, tokens }: Pick<SocketState, 'tenantId' | 'tokens'>,
) {
  const [staff, customer] = await Promise.all([
    tokens.staff ? readStaffActor(auth, db.inTenant, tenantId, tokens.staff) : null,
    tokens.customer ? readCustomerSession(db.inTenant, tenantId, tokens.customer) : null,
  ])
  return { staff, customer }
}

/**
 * Looks a socket over again: who lost the session is disconnected, who lost a permission leaves the rooms that needed it.
 * Who gained one is told as well, so that the open page reads anew what it may show.
 * It waits for the socket's own requests, so a join that was allowed a moment ago does not outlive it.
 */
export function recheck(registers: Registers, socket: LiveSocket): Promise<void> {
  return inTurn(socket, async () => {
    const { data } = socket
    if (socket.disconnected || isStranger(data)) return
    const people = await readPeople(registers, data)
    const otherRole = data.staff !== null && people.staff !== null && roleDiffers(data.staff, people.staff)
    const ended = (data.staff && !people.staff) || (data.customer && !people.customer)
    if (ended) {
      socket.emit('goodbye', { reason: 'signed_out' })
      socket.disconnect(true)
      return
    }
    Object.assign(data, people)
    const allowed = await registers.db.inTenant(data.tenantId, (tx) => allowedTopics(tx, data, [...data.topics]))
    const topics = [...data.topics].filter((topic) => !allowed.includes(topic))
    leaveTopics(socket, topics)
    if (topics.length > 0 || otherRole) socket.emit('revoked', { topics })
  })
}

/** Someone who showed nothing, and so has nothing to lose. */
const isStranger = ({ staff, customer, proofs, topics }: SocketState): boolean =>
  !staff && !customer && proofs.size === 0 && [...topics].every((topic) => topic.startsWith('product:'))

function leaveTopics(socket: LiveSocket, topics: string[]): void {
  for (const topic of topics) {
    socket.data.topics.delete(topic)
    void socket.leave(roomOf(socket.data.tenantId, topic))
  }
}

const roleDiffers = (before: StaffActor, now: StaffActor): boolean =>
  before.roleKey !== now.roleKey ||
  before.permissions.size !== now.permissions.size ||
  [...now.permissions].some((permission) => !before.permissions.has(permission))
