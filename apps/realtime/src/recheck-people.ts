import type { EventPayload, PublishedEvent } from '@souk/events'
import type { Logger } from 'pino'
import { recheck, type Registers } from './people.ts'
import type { LiveServer, LiveSocket } from './socket-state.ts'

/** The sockets of this process whose people an event is about. */
function concerned(io: LiveServer, tenantId: string, { name, payload }: PublishedEvent): LiveSocket[] {
  const here = [...io.sockets.sockets.values()].filter(({ data }) => data.tenantId === tenantId)
  if (name === 'staff.changed') {
    const { accountId } = payload as EventPayload<'staff.changed'>
    return here.filter(({ data }) => data.staff && (accountId === null || data.staff.id === accountId))
  }
  if (name === 'customer.changed') {
    const { customerId } = payload as EventPayload<'customer.changed'>
    return here.filter(({ data }) => data.customer?.id === customerId)
  }
  return []
}

export const isAboutPeople = ({ name }: PublishedEvent): boolean =>
  name === 'staff.changed' || name === 'customer.changed'

/** Looks over at once whom an event says something about. */
export async function recheckConcerned(
  io: LiveServer,
  registers: Registers,
  log: Logger,
  tenantId: string,
  event: PublishedEvent,
): Promise<void> {
  await recheckEach(registers, log, concerned(io, tenantId, event))
}

/** Looks sockets over a few at a time, so that a full house does not flood the database. */
export async function recheckEach(registers: Registers, log: Logger, sockets: LiveSocket[]): Promise<void> {
  const waiting = [...sockets]
  const walk = async () => {
    for (let socket = waiting.pop(); socket; socket = waiting.pop())
      await recheck(registers, socket).catch((err: unknown) =>
        log.warn({ err }, 'A socket could not be looked over; it is tried again'),
      )
  }
  await Promise.all([walk(), walk(), walk()])
}
