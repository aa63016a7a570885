export type BigOptions = {
  slug: string
  products: number
  orders: number
  /** Everything that is drawn follows from it. */
  seed: number
  /** The moment at which the history ends. */
  until: Date
}

/** How often a customer buys, guests aside: a million orders come from 140,000 people. */
const ORDERS_PER_CUSTOMER = 7

export const customerCount = ({ orders }: BigOptions): number => Math.max(3, Math.round(orders / ORDERS_PER_CUSTOMER))

/** Thrown for an option that cannot be meant. */
class OptionRefused extends Error {}

/** Reads `--products 300 --orders 2000 --seed 7 --slug small --until 2026-11-01`. Today begins the day after, in whole hours. */
export function readBigOptions(args: string[], now = new Date()): BigOptions {
  const given = new Map<string, string>()
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at]!, args[at + 1]]
    if (!/^--(slug|products|orders|seed|until)$/.test(name) || value === undefined)
      throw new OptionRefused(`${name} is not understood. Known: --slug, --products, --orders, --seed, --until.`)
    given.set(name.slice(2), value)
  }
  const slug = given.get('slug') ?? 'big'
  if (!/^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$/.test(slug)) throw new OptionRefused(`--slug ${slug} is no address.`)
  const until = given.has('until') ? new Date(given.get('until')!) : new Date(now.setUTCMinutes(0, 0, 0))
  if (Number.isNaN(until.getTime()) || until > new Date())
    throw new OptionRefused('--until is a moment in the past, such as 2026-11-01.')
  return {
    slug,
    products: wholeNumber(given, 'products', 100_000, 10, 1_000_000),
    orders: wholeNumber(given, 'orders', 1_000_000, 1, 20_000_000),
    seed: wholeNumber(given, 'seed', 1, 0, 2_000_000_000),
    until,
  }
}

function wholeNumber(given: Map<string, string>, name: string, usual: number, min: number, max: number): number {
  const text = given.get(name) ?? String(usual)
  const value = Number(text.replaceAll('_', ''))
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new OptionRefused(`--${name} ${text} has to be a whole number from ${min} to ${max}.`)
}
