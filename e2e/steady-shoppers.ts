import { setTimeout as pause } from 'node:timers/promises'
import { formShopper, orderTokenOf, textOf, type FormShopper } from './form-shopper.ts'
import type { RawAnswer } from './raw-request.ts'
import type { ShelfItem } from './shelf.ts'
import { buyer, type Buyer } from './shopper.ts'

type Bought = { email: string; token: string }

const LOOK_AROUND_MS = 250
const PATIENCE_MS = 60_000
const ANSWER_WITHIN_MS = 10_000

/**
 * Shoppers who buy one thing after another. When the shop does not answer, or answers that it cannot, each presses the same
 * button again, as a person would. `acknowledged` is every order that the shop ever confirmed to one of them.
 */
export function steadyShoppers(port: number, shop: string, items: ShelfItem[]) {
  const attempted = new Set<string>()
  const acknowledged: Bought[] = []
  const paid: Bought[] = []
  const closing = new AbortController()
  const shopping = items.map(async (item) => {
    while (!closing.signal.aborted) {
      const who = buyer('Steady')
      attempted.add(who.email)
      const shopper = formShopper(port, shop)
      const { token, page } = await order(shopper, item.variantId, who)
      acknowledged.push({ email: who.email, token })
      await pay(shopper, token, page)
      paid.push({ email: who.email, token })
      await pause(LOOK_AROUND_MS)
    }
  })
  const all = Promise.all(shopping)
  all.catch(() => {})
  return {
    attempted,
    acknowledged,
    paid,
    /** Lets everyone finish what they began; throws what one of them could not get done. */
    goHome: async () => {
      closing.abort()
      await all
    },
  }
}

/** From an empty cart to an order that waits for its payment; `page` is where the shop sends the shopper then. */
export async function order(
  shopper: FormShopper,
  variantId: string,
  who: Buyer,
): Promise<{ token: string; page: string }> {
  await insist(() => shopper.post('/cart?/update', { variantId, quantity: '1' }), 200)
  const fields = await untilDone(() => shopper.fillIn(who))
  const placed = await insist(() => shopper.place(fields), 303)
  return { token: await untilDone(() => orderTokenOf(shopper, placed)), page: String(placed.headers.location) }
}

/** Pays an order, and looks at its page until that says so. */
export async function pay(shopper: FormShopper, token: string, page: string): Promise<void> {
  const address = `/orders/${token}`
  // The order was placed, but its payment could not be opened: its own page offers that again.
  const company = page.startsWith('/sandbox/')
    ? page
    : String((await insist(() => shopper.post(`${address}?/pay`, {}), 303)).headers.location)
  await insist(() => shopper.approve(company), 303)
  await insist(() => shopper.get(`${address}?returned`), 303)
  await untilDone(async () => {
    const { body } = await shopper.get(address)
    if (!body.includes('Thank you')) throw new Error(`not paid yet: ${textOf(body).slice(0, 200)}`)
  })
}

/** Sends the same again while the shop is away; an answer it did give must be the expected one. */
async function insist(deed: () => Promise<RawAnswer>, expected: number): Promise<RawAnswer> {
  const answer = await untilDone(async () => {
    const given = await deed()
    if (given.status >= 500) throw new Error(`answered ${given.status}`)
    return given
  })
  if (answer.status !== expected)
    throw new Error(`${answer.status} instead of ${expected}: ${textOf(answer.body).slice(0, 400)}`)
  return answer
}

async function untilDone<T>(deed: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await Promise.race([deed(), tooLong()])
    } catch (error) {
      if (performance.now() > deadline) throw error
      await pause(250)
    }
  }
}

const tooLong = (): Promise<never> =>
  pause(ANSWER_WITHIN_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('no answer')))
