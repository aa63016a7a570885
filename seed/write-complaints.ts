import { nextNumber } from '@souk/api/basics'
import type { TenantTx } from '@souk/db'
import type { DemoOrder } from './demo-orders.ts'
import type { DemoShop } from './demo-shop.ts'
import type { PastOrder } from './past.ts'
import { uuidAt } from './uuid-at.ts'

const HOUR = 3_600_000

/** Writes the shop's complaints, each about an order that was really placed. */
export async function writeComplaints(
  tx: TenantTx,
  shop: DemoShop,
  orders: { order: DemoOrder; placed: PastOrder }[],
): Promise<void> {
  const { tenantId } = tx
  const answering = await tx.membership.findFirst({ where: { tenantId, roleKey: 'support' } })
  for (const { order, placed } of orders) {
    if (order.complaintIndex === undefined) continue
    const { category, subject, status, messages } = shop.complaints[order.complaintIndex]!
    const moments = messages.map(
      (message) => new Date(Math.min(placed.placedAt.getTime() + message.hoursAfterOrder * HOUR, Date.now() - 60_000)),
    )
    const [openedAt, last] = [moments[0]!, moments.at(-1)!]
    const answer = messages.findLastIndex(({ from }) => from === 'staff')
    const id = uuidAt(openedAt)
    await tx.complaint.create({
      data: {
        tenantId,
        id,
        number: await nextNumber(tx, 'complaint'),
        orderId: placed.id,
        customerId: placed.customerId,
        category,
        subject,
        status,
        openedAt,
        answeredAt: moments[answer] ?? null,
        resolvedAt: status === 'resolved' ? last : null,
        updatedAt: last,
      },
    })
    await tx.complaintMessage.createMany({
      data: messages.map(({ from, text }, index) => ({
        tenantId,
        id: uuidAt(moments[index]!),
        complaintId: id,
        authorKind: from,
        authorId: from === 'staff' ? (answering?.accountId ?? null) : placed.customerId,
        authorName: from === 'staff' ? (answering?.name ?? shop.name) : placed.name,
        body: text,
        createdAt: moments[index]!,
      })),
    })
  }
}
