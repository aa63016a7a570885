import type { TenantTx } from '@souk/db'

export type SalesToday = {
  orders: number
  totalMinor: bigint
  /** What was sold a week ago up to this time of the day: at nine, half a day is no loss against a whole one. */
  weekAgoMinor: bigint
  byDay: { day: string; totalMinor: bigint }[]
}

const DAYS = 14

/** What was sold today and on the days before, by the shop's own calendar. Cancelled and unpaid orders are no sales. */
export async function salesToday(tx: TenantTx, timeZone: string): Promise<SalesToday> {
  const rows = await tx.$queryRaw<{ day: string; orders: number; totalMinor: bigint; byNowMinor: bigint }[]>`
    with days as (
      select (now() at time zone ${timeZone})::date - n as day from generate_series(0, ${DAYS - 1}::int) n),
    sold as (
      select (placed_at at time zone ${timeZone})::date as day, count(*)::int as orders, sum(total_minor)::bigint as total,
        sum(total_minor) filter (
          where (placed_at at time zone ${timeZone})::time <= (now() at time zone ${timeZone})::time)::bigint as by_now
      from orders
      where tenant_id = ${tx.tenantId}::uuid and placed_at > now() - make_interval(days => ${DAYS + 1}::int)
        and status <> 'cancelled' and payment_status not in ('pending', 'failed', 'voided')
      group by 1)
    select days.day::text as day, coalesce(sold.orders, 0)::int as orders, coalesce(sold.total, 0)::bigint as "totalMinor",
      coalesce(sold.by_now, 0)::bigint as "byNowMinor"
    from days left join sold using (day) order by days.day`
  const today = rows.at(-1)!
  return {
    orders: today.orders,
    totalMinor: today.totalMinor,
    weekAgoMinor: rows.at(-8)!.byNowMinor,
    byDay: rows.map(({ day, totalMinor }) => ({ day, totalMinor })),
  }
}
