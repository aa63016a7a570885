import fc from 'fast-check'
import { type TenantTx } from '@souk/db'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { makeVariant } from '../testing/shopper.ts'
import { decidePrices } from './decided-price.ts'

// The rule as a few lines of plain code, asked the same questions as the statement that sells.

let shops: TestShops
let acme: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme } = shops)
})
afterAll(() => shops.close())

type Entry = { minQuantity: number; priceMinor: bigint }
type List = {
  priority: number
  percentOffBp: number | null
  forGroup: boolean
  active: boolean
  /** In minutes from the moment asked about; null is open. */
  from: number | null
  until: number | null
  entries: Entry[]
}

const NOW = new Date('2026-03-29T00:59:30.000Z')
const minutes = (n: number | null) => (n === null ? null : new Date(NOW.getTime() + n * 60_000))

function expected(base: bigint, lists: List[], asked: { quantity: number; member: boolean }): bigint {
  const offers = lists
    .filter((list) => list.active && (!list.forGroup || asked.member))
    .filter(({ from, until }) => (from === null || from <= 0) && (until === null || until > 0))
    .flatMap((list) => [
      ...list.entries
        .filter(({ minQuantity }) => minQuantity <= asked.quantity)
        .map(({ priceMinor }) => ({ priority: list.priority, priceMinor })),
      ...(list.percentOffBp === null ? [] : [{ priority: list.priority, priceMinor: off(base, list.percentOffBp) }]),
    ])
  const first = Math.max(...offers.map(({ priority }) => priority))
  const best = offers.filter(({ priority }) => priority === first).map(({ priceMinor }) => priceMinor)
  return best.length === 0 ? base : best.reduce((least, price) => (price < least ? price : least))
}

/** Half-up rounding, by a way that is not the statement's. */
const off = (base: bigint, bp: number): bigint => {
  const exact = base * BigInt(10_000 - bp)
  return exact / 10_000n + (exact % 10_000n >= 5_000n ? 1n : 0n)
}

const money = fc.bigInt({ min: 0n, max: 10n ** 12n })
const lists = (priority: fc.Arbitrary<number>) =>
  fc.array(
    fc.record<List>({
      priority,
      percentOffBp: fc.option(fc.integer({ min: 1, max: 10_000 })),
      forGroup: fc.boolean(),
      active: fc.boolean(),
      from: fc.option(fc.constantFrom(-60, -1, 0, 1, 60)),
      until: fc.option(fc.constantFrom(61, 120)),
      entries: fc.uniqueArray(fc.record({ minQuantity: fc.integer({ min: 1, max: 12 }), priceMinor: money }), {
        selector: ({ minQuantity }) => minQuantity,
        maxLength: 4,
      }),
    }),
    { maxLength: 4 },
  )

class Undo extends Error {}

/** Writes the lists, reads the prices of 1 to 14 pieces for a guest and for a member, and undoes it all. */
async function ask(base: bigint, wanted: List[]): Promise<{ guest: bigint[]; member: bigint[] }> {
  const { variantId } = await makeVariant(acme, { onHand: 0, priceMinor: base })
  const answer = { guest: [] as bigint[], member: [] as bigint[] }
  await acme
    .inTenant(async (tx) => {
      const { groupId, customerId } = await makeMember(tx)
      for (const [nth, list] of wanted.entries()) await writeList(tx, { list, nth, groupId, variantId })
      const asked = Array.from({ length: 14 }, (_, n) => ({ variantId, quantity: n + 1 }))
      for (const who of ['guest', 'member'] as const) {
        const decided = await decidePrices(tx, asked, { customerId: who === 'member' ? customerId : null, at: NOW })
        answer[who] = decided.map(({ priceMinor }) => priceMinor)
      }
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  return answer
}

async function makeMember(tx: TenantTx): Promise<{ groupId: string; customerId: string }> {
  const { tenantId } = tx
  const email = `${crypto.randomUUID()}@example.com`
  const { id: customerId } = await tx.customer.create({
    data: { tenantId, email, emailNorm: email, name: 'Ana', passwordHash: 'none' },
  })
  const { id: groupId } = await tx.customerGroup.create({ data: { tenantId, name: email } })
  await tx.customerGroupMember.create({ data: { tenantId, groupId, customerId } })
  return { groupId, customerId }
}

async function writeList(
  tx: TenantTx,
  { list, nth, groupId, variantId }: { list: List; nth: number; groupId: string; variantId: string },
): Promise<void> {
  const { tenantId } = tx
  const { id } = await tx.priceList.create({
    data: {
      tenantId,
      name: `List ${nth} ${groupId}`,
      currency: 'EUR',
      groupId: list.forGroup ? groupId : null,
      startsAt: minutes(list.from),
      endsAt: minutes(list.until),
      priority: list.priority,
      percentOffBp: list.percentOffBp,
      status: list.active ? 'active' : 'draft',
    },
  })
  await tx.priceListEntry.createMany({
    data: list.entries.map((entry) => ({ tenantId, listId: id, variantId, ...entry })),
  })
}

test('the decided price is that of the rule, for every quantity, customer and window, and never below zero', async () => {
  await fc.assert(
    fc.asyncProperty(money, lists(fc.integer({ min: 0, max: 2 })), async (base, wanted) => {
      const answer = await ask(base, wanted)
      for (const who of ['guest', 'member'] as const) {
        const rule = answer[who].map((_, n) => expected(base, wanted, { quantity: n + 1, member: who === 'member' }))
        expect(answer[who]).toEqual(rule)
        expect(answer[who].every((price) => price >= 0n)).toBe(true)
      }
    }),
    { numRuns: 40 },
  )
}, 60_000)

test('within one priority buying more never costs more a piece, once a list decides', async () => {
  await fc.assert(
    fc.asyncProperty(money, lists(fc.constant(5)), async (base, wanted) => {
      const everywhere = wanted.map((list) => ({ ...list, active: true, forGroup: false, from: null, until: null }))
      const { guest } = await ask(base, everywhere)
      const reached = everywhere.flatMap((list) => [
        ...list.entries.map(({ minQuantity }) => minQuantity),
        ...(list.percentOffBp === null ? [] : [1]),
      ])
      const decided = guest.slice(Math.min(...reached, guest.length) - 1)
      for (const [n, price] of decided.slice(1).entries()) expect(price <= decided[n]!).toBe(true)
    }),
    { numRuns: 20 },
  )
}, 60_000)

test('a list in another currency decides nothing', async () => {
  const { variantId } = await makeVariant(acme, { onHand: 0, priceMinor: 2500n })
  const price = await acme.inTenant(async (tx) => {
    const { tenantId } = tx
    const { id: listId } = await tx.priceList.create({
      data: { tenantId, name: 'Dollars', currency: 'USD', status: 'active' },
    })
    await tx.priceListEntry.create({ data: { tenantId, listId, variantId, priceMinor: 100n } })
    return decidePrices(tx, [{ variantId, quantity: 1 }], { customerId: null })
  })
  expect(price).toEqual([{ variantId, priceMinor: 2500n, listId: null }])
})
