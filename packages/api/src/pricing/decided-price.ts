import { Prisma, type TenantTx } from '@souk/db'

/**
 * What a piece of a variant costs, for a customer, when so many are bought, at a moment. This is the one place where it is
 * decided; the product's page, lists and their facets, the cart, the checkout and the order all read it from here.
 *
 * The rule: of the price lists that are active, in the shop's currency, begun and not yet over, and for everyone or for a
 * group of the customer's, each offers its entries whose quantity is reached, and its percentage off the shop's own price.
 * The offers of the highest priority count, and of these the lowest; so within one priority buying more never costs more a
 * piece. Without an offer it is the shop's own price.
 */
export const decidedPrice = (tx: TenantTx, quantity: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select o.list_id, o.price_minor from (
    select f.id as list_id, f.priority, e.price_minor
    from lists_in_force f join price_list_entries e
      on e.tenant_id = ${tx.tenantId}::uuid and e.list_id = f.id and e.variant_id = v.id and e.min_quantity <= ${quantity}
    union all
    select f.id, f.priority, (v.price_minor * (10000 - f.percent_off_bp) * 2 + 10000) / 20000
    from lists_in_force f where f.percent_off_bp is not null) o
  order by o.priority desc, o.price_minor, o.list_id limit 1)`

/** One piece, as lists and pages show it. */
export const ONE_PIECE = Prisma.sql`1`

/**
 * The lists that may decide now by the database's clock, as the first part of a `with`; read once a statement, so a shop
 * without lists pays for one look into an empty table. `at` is for asking about another moment.
 */
export const listsInForce = (tx: TenantTx, customerId: string | null, at?: Date): Prisma.Sql => {
  const moment = at ? Prisma.sql`${at}::timestamptz` : Prisma.sql`now()`
  return Prisma.sql`lists_in_force as materialized (
    select l.id, l.priority, l.percent_off_bp
    from price_lists l join tenants t on t.id = l.tenant_id and t.currency = l.currency
    where l.tenant_id = ${tx.tenantId}::uuid and l.status = 'active'
      and (l.starts_at is null or l.starts_at <= ${moment}) and (l.ends_at is null or l.ends_at > ${moment})
      and (l.group_id is null or exists (select from customer_group_members m
        where m.tenant_id = ${tx.tenantId}::uuid and m.group_id = l.group_id and m.customer_id = ${customerId}::uuid)))`
}

/** What the price was before, to be struck out: the shop's own when a list goes below it. `d` is the decided price. */
export const priceBefore = Prisma.sql`case when d.price_minor < v.price_minor
  then greatest(v.price_minor, coalesce(v.compare_at_minor, 0)) else v.compare_at_minor end`

/** The quantities from which the variant `v` has a price of its own, with it, as JSON. */
export const priceBreaks = (tx: TenantTx): Prisma.Sql => Prisma.sql`(
  select jsonb_agg(jsonb_build_object('minQuantity', q.min_quantity, 'priceMinor', coalesce(b.price_minor, v.price_minor)::text)
    order by q.min_quantity)
  from (select distinct e.min_quantity from lists_in_force f join price_list_entries e
      on e.tenant_id = ${tx.tenantId}::uuid and e.list_id = f.id and e.variant_id = v.id and e.min_quantity > 1) q
  left join lateral ${decidedPrice(tx, Prisma.sql`q.min_quantity`)} b on true)`

export type PriceBreak = { minQuantity: number; priceMinor: bigint }

/** The breaks a shopper reads: those that change the price of a piece. */
export function readBreaks(
  priceMinor: bigint,
  rows: { minQuantity: number; priceMinor: string }[] | null,
): PriceBreak[] {
  let last = priceMinor
  return (rows ?? []).flatMap((row) => {
    const own = BigInt(row.priceMinor)
    if (own === last) return []
    last = own
    return [{ minQuantity: row.minQuantity, priceMinor: own }]
  })
}

export type DecidedPrice = { variantId: string; priceMinor: bigint; listId: string | null }

/** The decided price of each, in the order asked; a variant that is not there is left out. */
export async function decidePrices(
  tx: TenantTx,
  asked: { variantId: string; quantity: number }[],
  who: { customerId: string | null; at?: Date },
): Promise<DecidedPrice[]> {
  return tx.$queryRaw`
    with ${listsInForce(tx, who.customerId, who.at)}
    select v.id as "variantId", coalesce(d.price_minor, v.price_minor) as "priceMinor", d.list_id as "listId"
    from unnest(${asked.map((one) => one.variantId)}::uuid[], ${asked.map((one) => one.quantity)}::int[])
      with ordinality as a(variant_id, quantity, nth)
    join product_variants v on v.tenant_id = ${tx.tenantId}::uuid and v.id = a.variant_id
    left join lateral ${decidedPrice(tx, Prisma.sql`a.quantity`)} d on true order by a.nth`
}
