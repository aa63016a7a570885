import type { TestShop } from './index.ts'
import { makeVariant } from './shopper.ts'

type Part = { variantId: string; productId: string }

/** A bundle on sale of these parts, each with its quantity: `[[cup, 2], [pot, 1]]`. It has no stock of its own. */
export async function makeBundle(shop: TestShop, parts: [Part, number][], priceMinor = 5000n): Promise<Part> {
  const bundle = await makeVariant(shop, { onHand: 0, priceMinor })
  const api = await shop.as({ role: 'catalog' })
  const components = parts.map(([{ variantId }, quantity]) => ({ variantId, quantity }))
  await api.catalog.bundles.save({
    productId: bundle.productId,
    variants: [{ variantId: bundle.variantId, components }],
  })
  return bundle
}
