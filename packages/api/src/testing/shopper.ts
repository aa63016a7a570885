import type { Context } from '../context.ts'
import { adjustStock, openLevels } from '../inventory/index.ts'
import type { Api } from '../root.ts'
import type { TestShop } from './index.ts'

const by = { kind: 'system', id: null, name: 'Test' } as const

type Wanted = { onHand?: number; priceMinor?: bigint; backorder?: boolean; trackStock?: boolean }

/** A variant on sale, with units on the shelf. */
export async function makeVariant(
  shop: TestShop,
  wanted: Wanted = {},
): Promise<{ variantId: string; productId: string }> {
  const { onHand = 10, priceMinor = 2500n, backorder = false, trackStock = true } = wanted
  return shop.inTenant(async (tx) => {
    const { tenantId } = tx
    const product = await tx.product.create({
      data: { tenantId, handle: crypto.randomUUID(), title: 'Cup', status: 'active' },
    })
    const variant = await tx.productVariant.create({
      data: { tenantId, productId: product.id, priceMinor, backorder, trackStock },
    })
    await openLevels(tx, [variant.id])
    if (onHand > 0) await adjustStock(tx, { variantId: variant.id, onHand, reason: 'count' }, by)
    return { variantId: variant.id, productId: product.id }
  })
}

/** A guest with things in the cart: the API with their cookie, and its token. */
export async function makeShopper(
  shop: TestShop,
  lines: { variantId: string; quantity: number }[],
  more: Partial<Context> = {},
): Promise<{ api: Api; cartToken: string }> {
  let cartToken: string | null = null
  for (const line of lines) {
    const api = await shop.as('guest', { ...more, cartToken })
    cartToken = (await api.carts.add(line)).newToken ?? cartToken
  }
  return { api: await shop.as('guest', { ...more, cartToken }), cartToken: cartToken! }
}

const ADDRESSES = {
  DE: { country: 'DE', name: 'Ana Ruiz', line1: 'Lindenstr. 5', postalCode: '10969', city: 'Berlin' },
  JP: {
    country: 'JP',
    name: 'Ken Mori',
    line1: '1-2-3 Jingumae',
    postalCode: '150-0001',
    city: 'Shibuya-ku',
    region: 'Tokyo',
  },
}

/** What the checkout's form sends for what it shows now. */
export async function checkoutForm(api: Api, country: keyof typeof ADDRESSES = 'DE') {
  const view = await api.checkout.view({ country })
  return {
    key: crypto.randomUUID() as string,
    email: 'ana@example.com',
    address: ADDRESSES[country],
    methodId: view.methodId!,
    provider: 'sandbox',
    expectedTotalMinor: String(view.priced.totalMinor),
  }
}

/** Places an order and opens its payment at the sandbox. Returns the reference of the charge. */
export async function placeAndPay(api: Api, country: keyof typeof ADDRESSES = 'DE') {
  const order = await api.checkout.place(await checkoutForm(api, country))
  const { pageUrl } = await api.checkout.pay({ token: order.token })
  return { ...order, reference: pageUrl!.split('/').at(-1)! }
}
