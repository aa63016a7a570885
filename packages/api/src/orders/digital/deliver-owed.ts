import { z } from 'zod'
import type { JobHandler } from '../../job-handlers.ts'
import { lockOrder } from '../lock-order.ts'
import { deliverDigital } from './deliver-digital.ts'

/** The job `orders.deliver_owed`: keys were added to a pool, and the orders that waited longest get theirs first. */
export const deliverOwed: JobHandler = async (job) => {
  const { variantId } = z.object({ variantId: z.uuid() }).parse(job.payload)
  const orders = await job.inTenant(
    (tx) => tx.$queryRaw<{ orderId: string }[]>`
      select l.order_id as "orderId", min(d.owed_since) as since from digital_deliveries d
      join order_lines l on l.tenant_id = d.tenant_id and l.id = d.order_line_id
      where d.tenant_id = ${tx.tenantId}::uuid and d.variant_id = ${variantId}::uuid and d.owed_since is not null
      group by 1 order by 2, 1`,
  )
  for (const { orderId } of orders) {
    await job.inTenant(async (tx) => {
      await lockOrder(tx, orderId)
      await deliverDigital(tx, orderId)
    })
  }
  return { orders: orders.length }
}
