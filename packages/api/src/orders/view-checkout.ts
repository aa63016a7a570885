import type { TenantTx } from '@souk/db'
import { priceCheckout, viewCart, type CartView, type CheckoutPrices, type Shopper } from '../carts/index.ts'
import { countryCodes } from '../customers/index.ts'
import { listProviders, type Provider } from '../payments/index.ts'
import { listDeliveryCountries } from '../pricing/index.ts'

export type CheckoutView = CheckoutPrices & {
  cart: CartView
  country: string
  countries: string[]
  providers: Provider[]
  /** A signed-in customer's own address, to start from. */
  savedAddress: { name: string; address: Record<string, string> } | null
}

/** Everything the checkout shows, priced for a country and a way of delivery by the same function that places the order. */
export async function viewCheckout(
  tx: TenantTx,
  shopper: Shopper,
  choice: { country: string | undefined; methodId: string | undefined; homeCountry: string },
): Promise<CheckoutView> {
  const cart = await viewCart(tx, shopper, choice.homeCountry)
  const countries = (cart.digital ? null : await listDeliveryCountries(tx)) ?? countryCodes()
  const saved = await findAddress(tx, shopper.customerId)
  const wished = [choice.country, saved?.address['country'], choice.homeCountry]
  const country = wished.find((code) => code && countries.includes(code)) ?? countries[0] ?? choice.homeCountry
  const prices = await priceCheckout(tx, cart.lines, { country, methodId: choice.methodId })
  return { ...prices, cart, country, countries, providers: await listProviders(tx), savedAddress: saved }
}

async function findAddress(tx: TenantTx, customerId: string | null): Promise<CheckoutView['savedAddress']> {
  if (customerId === null) return null
  const rows = await tx.$queryRaw<{ name: string; address: Record<string, string> }[]>`
    select name, address from customer_addresses
    where tenant_id = ${tx.tenantId}::uuid and customer_id = ${customerId}::uuid order by is_default desc, created_at desc limit 1`
  return rows[0] ?? null
}
