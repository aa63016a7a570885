import type { TenantTx } from '@souk/db'
import { nextNumber } from '../basics/index.ts'
import { adjustStock, allocateStock, openLevels, reserveStock } from '../inventory/index.ts'
import type { TestShop } from './index.ts'

export type TestOrder = {
  id: string
  publicToken: string
  paymentId: string
  lines: { id: string; variantId: string; quantity: number }[]
  totalMinor: bigint
}

type Wanted = {
  payment?: 'pending' | 'authorized' | 'captured'
  quantities?: number[]
  unitPriceMinor?: bigint
  deliveryMinor?: bigint
  onHand?: number
}

const by = { kind: 'system', id: null, name: 'Test' } as const

/** An order as checkout leaves it: its units held while it is unpaid, claimed once it is authorised or captured. */
export async function makeOrder(shop: TestShop, wanted: Wanted = {}): Promise<TestOrder> {
  const { payment = 'captured', quantities = [2], unitPriceMinor = 1000n, deliveryMinor = 490n, onHand = 10 } = wanted
  return shop.inTenant(async (tx) => {
    const subtotal = quantities.reduce((sum, quantity) => sum + unitPriceMinor * BigInt(quantity), 0n)
    const totalMinor = subtotal + deliveryMinor
    const order = await tx.order.create({
      data: orderData(tx, await nextNumber(tx, 'order'), { subtotal, deliveryMinor, totalMinor, payment }),
    })
    const lines: TestOrder['lines'] = []
    for (const [index, quantity] of quantities.entries()) {
      const variant = await makeVariant(tx, onHand, unitPriceMinor)
      const line = await tx.orderLine.create({
        data: {
          tenantId: tx.tenantId,
          orderId: order.id,
          position: index + 1,
          variantId: variant.id,
          productId: variant.productId,
          title: `Cup ${index + 1}`,
          quantity,
          unitPriceMinor,
          totalMinor: unitPriceMinor * BigInt(quantity),
          taxMinor: 0n,
        },
      })
      lines.push({ id: line.id, variantId: variant.id, quantity })
    }
    const demands = lines.map((line) => ({
      variantId: line.variantId,
      orderId: order.id,
      orderLineId: line.id,
      quantity: line.quantity,
      backorder: false,
    }))
    await (payment === 'pending' ? reserveStock(tx, demands, 15) : allocateStock(tx, demands))
    const capturedMinor = payment === 'captured' ? totalMinor : 0n
    const paid = await tx.payment.create({
      data: {
        tenantId: tx.tenantId,
        orderId: order.id,
        provider: 'sandbox',
        status: payment,
        amountMinor: totalMinor,
        capturedMinor,
        currency: 'EUR',
      },
    })
    return { id: order.id, publicToken: order.publicToken, paymentId: paid.id, lines, totalMinor }
  })
}

async function makeVariant(
  tx: TenantTx,
  onHand: number,
  priceMinor: bigint,
): Promise<{ id: string; productId: string }> {
  const { tenantId } = tx
  const product = await tx.product.create({
    data: { tenantId, handle: crypto.randomUUID(), title: 'Cup', status: 'active' },
  })
  const variant = await tx.productVariant.create({ data: { tenantId, productId: product.id, priceMinor } })
  await openLevels(tx, [variant.id])
  await adjustStock(tx, { variantId: variant.id, onHand, reason: 'count' }, by)
  return { id: variant.id, productId: product.id }
}

type Money = {
  subtotal: bigint
  deliveryMinor: bigint
  totalMinor: bigint
  payment: 'pending' | 'authorized' | 'captured'
}

const orderData = (tx: TenantTx, number: bigint, { subtotal, deliveryMinor, totalMinor, payment }: Money) => ({
  tenantId: tx.tenantId,
  number,
  publicToken: crypto.randomUUID(),
  email: 'ana@example.com',
  name: 'Ana Ruiz',
  address: { country: 'DE' },
  currency: 'EUR',
  subtotalMinor: subtotal,
  deliveryMinor,
  taxMinor: 0n,
  totalMinor,
  pricesIncludeTax: true,
  deliveryName: 'Standard delivery',
  paymentProvider: 'sandbox',
  paymentStatus: payment === 'captured' ? 'paid' : payment,
})
