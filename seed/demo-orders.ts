import type { DemoComplaint, DemoLine, DemoShop } from './demo-shop.ts'
import { random, type Random } from './random.ts'

export type DemoOutcome = 'delivered' | 'shipped' | 'paid' | 'cancelled' | 'refunded'

export type DemoOrder = {
  daysAgo: number
  /** Minutes after midnight. */
  minuteOfDay: number
  buyer: { customerIndex: number } | { guest: { name: string; email: string } }
  lines: DemoLine[]
  outcome: DemoOutcome
  /** Index in the shop's complaints. */
  complaintIndex?: number
}

const days = 60
const guests = [
  'Lena Falk',
  'Tobias Kern',
  'Ines Moreau',
  'Haruki Sano',
  'Mina Arai',
  'Oskar Lind',
  'Paula Reuter',
  'Ken Ishii',
]

/** People buy on Sunday evenings and Mondays, and little on Fridays; index 0 is Sunday. */
const weekday = [1.5, 1.25, 1, 0.95, 0.9, 0.7, 0.9]

function pick<T>(list: readonly T[], next: Random): T {
  const found = list[Math.floor(next() * list.length)]
  if (found === undefined) throw new Error('Nothing to pick from')
  return found
}

function linesOf(shop: DemoShop, next: Random): DemoLine[] {
  const count = 1 + Math.floor(next() ** 2 * 3)
  const skus = new Set<string>()
  while (skus.size < count) skus.add(pick(pick(shop.products, next).variants, next).sku)
  return [...skus].map((sku) => ({ sku, quantity: next() < 0.82 ? 1 : 2 + Math.floor(next() * 3) }))
}

function outcomeOf(daysAgo: number, next: Random): DemoOutcome {
  const chance = next()
  if (chance < 0.05) return 'cancelled'
  if (daysAgo <= 1) return 'paid'
  if (daysAgo <= 4) return chance < 0.25 ? 'paid' : 'shipped'
  return chance < 0.11 ? 'refunded' : 'delivered'
}

function buyerOf(shop: DemoShop, next: Random): DemoOrder['buyer'] {
  if (next() < 0.62) return { customerIndex: Math.floor(next() * shop.customers.length) }
  const name = pick(guests, next)
  return { guest: { name, email: `${name.toLowerCase().replace(' ', '.')}@example.com` } }
}

function ordersOfDay(shop: DemoShop, daysAgo: number, busy: number, next: Random): DemoOrder[] {
  const count = Math.floor(busy + next())
  return Array.from({ length: count }, () => ({
    daysAgo,
    minuteOfDay: Math.round(60 * (8 + 14 * Math.sqrt(next()))),
    buyer: buyerOf(shop, next),
    lines: linesOf(shop, next),
    outcome: outcomeOf(daysAgo, next),
  }))
}

const complainedOf = ({ customerIndex, order, status }: DemoComplaint, complaintIndex: number): DemoOrder => ({
  daysAgo: order.daysAgo,
  minuteOfDay: 600 + complaintIndex * 37,
  buyer: { customerIndex },
  lines: order.lines,
  outcome:
    order.daysAgo <= 4 ? 'shipped' : status === 'resolved' && complaintIndex % 3 === 0 ? 'refunded' : 'delivered',
  complaintIndex,
})

/**
 * About sixty orders over sixty days, oldest first, a little busier towards today. The same shop, seed and weekday
 * of today (0 is Sunday) always give the same past.
 */
export function demoOrders(shop: DemoShop, seedNumber: number, weekdayToday = 1): DemoOrder[] {
  const next = random(seedNumber)
  const orders = shop.complaints.map(complainedOf)
  for (let daysAgo = days - 1; daysAgo >= 0; daysAgo -= 1) {
    const season = weekday[(((weekdayToday - daysAgo) % 7) + 7) % 7] ?? 1
    orders.push(...ordersOfDay(shop, daysAgo, season * (0.65 + (0.5 * (days - daysAgo)) / days), next))
  }
  return orders.toSorted((a, b) => b.daysAgo - a.daysAgo || a.minuteOfDay - b.minuteOfDay)
}
