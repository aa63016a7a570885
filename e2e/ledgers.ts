import type pg from 'pg'

type Fault = { rule: string; subject: string; found: string; expected: string }

// Written apart from the product's own checks, over all shops at once, so that both cannot be wrong in the same way.
const STOCK = `
  with moved as (
    select tenant_id, variant_id, warehouse_id,
      coalesce(sum(quantity) filter (where kind not in ('allocated', 'released')), 0) as on_hand,
      coalesce(sum(quantity) filter (where kind in ('allocated', 'released', 'shipped')), 0) as claimed
    from stock_movements group by 1, 2, 3),
  held as (
    select tenant_id, variant_id, warehouse_id, sum(quantity) as reserved
    from reservations where status = 'held' group by 1, 2, 3)
  select rule, l.variant_id::text as subject, level::text as found, ledger::text as expected
  from stock_levels l
  left join moved m using (tenant_id, variant_id, warehouse_id)
  left join held h using (tenant_id, variant_id, warehouse_id)
  cross join lateral (values
    ('on hand', l.on_hand, coalesce(m.on_hand, 0)),
    ('allocated', l.allocated, coalesce(m.claimed, 0)),
    ('reserved', l.reserved, coalesce(h.reserved, 0)),
    ('nothing below zero', least(l.on_hand, l.reserved, l.allocated, l.on_hand - l.reserved - l.allocated, 0), 0)
  ) as one(rule, level, ledger)
  where level <> ledger`

const MONEY = `
  select 'entry sums to zero' as rule, entry_id::text as subject, sum(amount_minor)::text as found, '0' as expected
  from journal_lines group by tenant_id, entry_id, currency having sum(amount_minor) <> 0
  union all
  select 'money at the company', p.id::text, coalesce(booked.minor, 0)::text, (p.captured_minor - p.refunded_minor)::text
  from payments p
  left join lateral (
    select sum(l.amount_minor) as minor from journal_entries e
    join journal_lines l on l.tenant_id = e.tenant_id and l.entry_id = e.id and l.account = 'gateway_clearing'
    where e.tenant_id = p.tenant_id
      and (e.payment_id = p.id or e.refund_id in (select id from refunds r where r.payment_id = p.id))) booked on true
  where coalesce(booked.minor, 0) <> p.captured_minor - p.refunded_minor`

const EVENTS = `
  select 'positions without a gap' as rule, h.tenant_id::text as subject,
    count(l.position)::text || ' events to ' || coalesce(max(l.position), 0) as found,
    coalesce(max(l.position) - min(l.position) + 1, 0)::text || ' events to ' || h.position as expected
  from event_heads h left join logged_events l using (tenant_id)
  group by h.tenant_id, h.position
  having count(l.position) <> coalesce(max(l.position) - min(l.position) + 1, 0) or coalesce(max(l.position), 0) <> h.position`

/** Everything in the ledgers of all shops that does not add up: stock, money, and the numbers of the events. */
export async function ledgerFaults(db: pg.Client): Promise<Fault[]> {
  const answers = []
  for (const sql of [STOCK, MONEY, EVENTS]) answers.push(await db.query<Fault>(sql))
  return answers.flatMap(({ rows }) => rows)
}

/** Events that wait to be numbered. */
export async function waitingEvents(db: pg.Client): Promise<number> {
  const { rows } = await db.query<{ waiting: number }>('select count(*)::int as waiting from outbox_events')
  return rows[0]!.waiting
}

type FoundOrder = {
  id: string
  token: string
  number: string
  placedAtMs: number
  status: string
  paymentStatus: string
}

/** All orders of an e-mail, in whatever shop. */
export async function ordersOf(db: pg.Client, email: string): Promise<FoundOrder[]> {
  const { rows } = await db.query<FoundOrder>(
    `select id, public_token as token, number::text, extract(epoch from placed_at)::float * 1000 as "placedAtMs", status,
       payment_status as "paymentStatus"
     from orders where email = $1 order by placed_at`,
    [email],
  )
  return rows
}
