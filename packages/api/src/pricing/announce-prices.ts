import { emit, type TenantTx } from '@souk/db'
import { z } from 'zod'
import { enqueueJob } from '../basics/index.ts'
import type { JobHandler } from '../job-handlers.ts'

/** Tells every open page of the shop that prices may be others now; each reads its own again. */
export function announcePrices(tx: TenantTx, listId: string | null): void {
  emit(tx, { name: 'prices.changed', topics: ['prices'], payload: { listId } })
}

/**
 * Leaves word for the moments at which a list begins and ends: it takes effect by the clock, without anyone's doing, and open
 * pages hear of it then. Moments that are over need none; one that is moved later is found to be of no matter.
 */
export async function announceTurns(tx: TenantTx, listId: string, moments: (Date | null)[]): Promise<void> {
  for (const moment of moments) {
    if (!moment || moment.getTime() <= Date.now()) continue
    await enqueueJob(tx, {
      kind: 'prices.turn',
      payload: { listId },
      runAt: moment,
      dedupeKey: `${listId} ${moment.toISOString()}`,
    })
  }
}

/** The job `prices.turn`: a list has just begun or ended. */
const turnPrices: JobHandler = async (job) => {
  const { listId } = z.object({ listId: z.uuid() }).parse(job.payload)
  await job.inTenant(async (tx) => announcePrices(tx, listId))
  return { listId }
}

export const pricingHandlers: Record<string, JobHandler> = { 'prices.turn': turnPrices }
