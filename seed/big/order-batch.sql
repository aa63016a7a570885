-- Writes the orders of the days in t_batch, with everything that hangs on them. One transaction, nothing read but the
-- connection's own tables; every key and check of the product's tables holds for each row, as for any other.
truncate t_orders, t_lines, t_sums, t_taxes;

-- The k-th of a day's orders stands at the k-th part of the day: little at night, most in the evening; numbers rise with time.
with placed as (
  select d.first_n + k - 1 as n, s.seed, s.until, s.orders as total, s.customers,
    least(d.starts + interval '1 day' * (0.24 + 0.24 * q + 0.46 * power(q, 0.85)), s.until - interval '1 minute') as placed_at
  from t_seed s cross join t_batch b join t_days d on d.day between b.day_from and b.day_to
  cross join generate_series(1, d.orders) k
  cross join lateral (select d.quantile * (k - 1 + pg_temp.unit(s.seed, d.first_n + k - 1, 1)) / d.orders as q) x),
drawn as (
  select *, extract(epoch from until - placed_at) / 3600 as age, pg_temp.unit(seed, n, 2) as luck,
    pg_temp.unit(seed, n, 3) as way
  from placed),
fated as (
  select *, case
      when luck < 0.015 and age > 2 then 'expired'
      when luck < 0.05 then 'cancelled'
      when age < 30 or (age < 96 and luck > 0.9) then 'paid'
      when age < 96 or luck > 0.9985 then 'shipped'
      when luck < 0.085 and age > 240 then 'refunded'
      when luck < 0.105 and age > 240 then 'partial'
      else 'delivered' end as outcome
  from drawn),
timed as (
  select *, least(placed_at + interval '70 seconds', until) as paid_at,
    case when outcome in ('shipped', 'delivered', 'refunded', 'partial')
      then placed_at + interval '1 hour' * (6 + 20 * way) end as shipped_at,
    case when outcome in ('delivered', 'refunded', 'partial')
      then placed_at + interval '1 hour' * (34 + 56 * way) end as delivered_at,
    case outcome when 'cancelled' then least(placed_at + interval '1 hour' * (1 + 4 * way), until)
      when 'expired' then placed_at + interval '15 minutes' end as cancelled_at,
    case when outcome in ('refunded', 'partial') then placed_at + interval '1 hour' * (120 + 110 * way) end as refunded_at
  from fated)
insert into t_orders
select t.n, pg_temp.id_at(placed_at, seed, t.n, 1), placed_at, outcome,
  case when delivered_at is not null then 'delivered' when shipped_at is not null then 'shipped'
    when outcome = 'paid' and age > 2 and way < 0.12 then 'picking'
    when outcome = 'paid' and age > 2 and way < 0.2 then 'packed' else 'unfulfilled' end,
  outcome not in ('cancelled', 'expired') and not (outcome = 'paid' and age < 14 and way > 0.7),
  outcome = 'refunded' and way < 0.7,
  pg_temp.unit(seed, t.n, 4) < 0.28,
  case when pg_temp.unit(seed, t.n, 5) < 0.72 then 1 when pg_temp.unit(seed, t.n, 5) < 0.93 then 2 else 3 end,
  w.id,
  1 + floor(power(pg_temp.unit(seed, t.n, 6), 1.3) * customers * (0.4 + 0.6 * t.n / total) * 0.999)::int,
  pg_temp.id_at(placed_at, seed, t.n, 2),
  case when shipped_at is not null or (outcome = 'paid' and age > 2 and way < 0.2)
    then pg_temp.id_at(coalesce(shipped_at, paid_at), seed, t.n, 3) end,
  case when refunded_at is not null then pg_temp.id_at(refunded_at, seed, t.n, 4) end,
  paid_at, shipped_at, delivered_at, cancelled_at, refunded_at
from timed t
join t_warehouses w on w.n = case when pg_temp.unit(seed, t.n, 7) < 0.3 then 2 else 1 end;
analyze t_orders;

-- The three lines of an order draw from three thirds of the catalogue, so none of them names the same variant twice.
insert into t_lines
select o.n, p, pg_temp.id_at(o.placed_at, s.seed, o.n * 4 + p, 10), v.n, q, v.price_minor * q
from t_orders o cross join t_seed s cross join generate_series(1, o.line_count) p
cross join lateral (select
  floor(power(pg_temp.unit(s.seed, o.n * 4 + p, 20), 2.2) * (s.sold / 3))::int * 3 + p as variant_n,
  case when pg_temp.unit(s.seed, o.n * 4 + p, 21) < 0.86 then 1 else 2 + (o.n % 2)::int end as q) drawn
join t_variants v on v.n = drawn.variant_n;
analyze t_lines;

-- As priceOrder does: tax is contained in the prices and rounded half up once, on the whole.
insert into t_sums
select o.n, subtotal, delivery, (2 * (subtotal + delivery) * s.tax_bp + 10000 + s.tax_bp) / (2 * (10000 + s.tax_bp)),
  case o.outcome when 'refunded' then subtotal + delivery when 'partial' then first_line else 0 end
from t_orders o
join (select n, sum(total_minor)::bigint as subtotal, min(total_minor) filter (where position = 1) as first_line
  from t_lines group by n) l using (n)
cross join t_seed s
cross join lateral (select case when l.subtotal >= s.free_from_minor then 0 else s.delivery_minor end as delivery) d;

-- Its shares go to the lines and the delivery (position 99) by the largest remainder, the earlier first.
insert into t_taxes
select n, position, part + case when row_number() over (partition by n order by remainder desc, position) <= rest then 1 else 0 end
from (
  select n, position, part, remainder, tax_minor - sum(part) over (partition by n) as rest
  from (
    select n, position, tax_minor, tax_minor * weight / (subtotal_minor + delivery_minor) as part,
      tax_minor * weight % (subtotal_minor + delivery_minor) as remainder
    from (
      select n, position, total_minor as weight from t_lines
      union all select n, 99, delivery_minor from t_sums) weights
    join t_sums using (n)) floors) shares;
analyze t_sums, t_taxes;

insert into orders (tenant_id, id, number, public_token, customer_id, email, name, phone, address, status, payment_status,
  fulfillment_status, currency, subtotal_minor, delivery_minor, tax_minor, total_minor, prices_include_tax,
  delivery_method_id, delivery_name, payment_provider, cancel_reason, placed_at, paid_at, shipped_at, delivered_at,
  cancelled_at, updated_at)
select s.tenant_id, o.id, 1000 + o.n,
  -- The key to an order's page is never to be guessed, not even from the seed number.
  replace(gen_random_uuid()::text, '-', ''),
  case when not o.guest then c.id end,
  case when o.guest then 'guest.' || o.n || '@example.net' else c.email end, c.name, c.phone, c.address,
  case when o.outcome in ('cancelled', 'expired') then 'cancelled'
    when o.outcome in ('delivered', 'refunded', 'partial') then 'closed' else 'open' end,
  case o.outcome when 'cancelled' then 'voided' when 'expired' then 'failed' when 'refunded' then 'refunded'
    when 'partial' then case when t.refund_minor = t.subtotal_minor + t.delivery_minor then 'refunded' else 'partially_refunded' end
    else case when o.captured then 'paid' else 'authorized' end end,
  o.sent, s.currency, t.subtotal_minor, t.delivery_minor, t.tax_minor, t.subtotal_minor + t.delivery_minor, true,
  s.delivery_id, s.delivery_name, 'sandbox',
  case o.outcome when 'cancelled' then 'Changed their mind' when 'expired' then 'Not paid in time.' end,
  o.placed_at, case when o.captured then o.paid_at end, o.shipped_at, o.delivered_at, o.cancelled_at,
  coalesce(o.refunded_at, o.delivered_at, o.shipped_at, o.cancelled_at, o.paid_at)
from t_orders o join t_sums t using (n) join t_customers c on c.n = o.customer_n cross join t_seed s
order by o.n;

insert into order_lines (tenant_id, id, order_id, position, variant_id, product_id, title, variant_title, sku, image_file_id,
  quantity, unit_price_minor, total_minor, tax_minor, tax_rate_bp, shipped_quantity, refunded_quantity)
select s.tenant_id, l.id, o.id, l.position, v.id, v.product_id, v.title, v.variant_title, v.sku, v.image_file_id, l.quantity,
  v.price_minor, l.total_minor, x.tax_minor, s.tax_bp, case when o.shipped_at is not null then l.quantity else 0 end,
  case when o.outcome = 'refunded' or (o.outcome = 'partial' and l.position = 1) then l.quantity else 0 end
from t_lines l join t_orders o using (n) join t_taxes x using (n, position) join t_variants v on v.n = l.variant_n
cross join t_seed s
order by l.n, l.position;

insert into payments (tenant_id, id, order_id, provider, provider_reference, status, amount_minor, captured_minor,
  refunded_minor, currency, failure_reason, created_at, updated_at)
select s.tenant_id, o.payment_id, o.id, 'sandbox', 'sbx_' || replace(o.payment_id::text, '-', ''),
  case o.outcome when 'cancelled' then 'voided' when 'expired' then 'failed' when 'refunded' then 'refunded'
    when 'partial' then case when t.refund_minor = t.subtotal_minor + t.delivery_minor then 'refunded' else 'partially_refunded' end
    else case when o.captured then 'captured' else 'authorized' end end,
  t.subtotal_minor + t.delivery_minor, case when o.captured then t.subtotal_minor + t.delivery_minor else 0 end, t.refund_minor,
  s.currency, case o.outcome when 'expired' then 'The card was declined.' end, o.placed_at, o.paid_at
from t_orders o join t_sums t using (n) cross join t_seed s
order by o.n;

-- What the payment company knows, so that any of these orders can still be refunded.
insert into sandbox_charges (tenant_id, id, payment_id, reference, amount_minor, currency, status, captured_minor,
  refunded_minor, return_url, webhook_url, created_at, updated_at)
select s.tenant_id, pg_temp.id_at(o.placed_at, s.seed, o.n, 6), o.payment_id, 'sbx_' || replace(o.payment_id::text, '-', ''),
  t.subtotal_minor + t.delivery_minor, s.currency,
  case when o.outcome = 'cancelled' then 'voided' when o.outcome = 'expired' then 'declined'
    when t.refund_minor = t.subtotal_minor + t.delivery_minor then 'refunded' when o.captured then 'captured'
    else 'authorized' end,
  case when o.captured then t.subtotal_minor + t.delivery_minor else 0 end, t.refund_minor, s.origin || '/',
  s.origin || '/webhooks/sandbox', o.placed_at, o.paid_at
from t_orders o join t_sums t using (n) cross join t_seed s;

insert into refunds (tenant_id, id, payment_id, order_id, amount_minor, currency, reason, status, restock, lines, created_at,
  settled_at)
select s.tenant_id, o.refund_id, o.payment_id, o.id, t.refund_minor, s.currency, 'Returned', 'succeeded', o.restock,
  (select jsonb_agg(jsonb_build_object('orderLineId', l.id, 'quantity', l.quantity) order by l.position)
    from t_lines l where l.n = o.n and (o.outcome = 'refunded' or l.position = 1))
  || case when o.outcome = 'refunded' then '[{"orderLineId": "delivery", "quantity": 1}]'::jsonb else '[]'::jsonb end,
  o.refunded_at, o.refunded_at
from t_orders o join t_sums t using (n) cross join t_seed s where o.refund_id is not null;

insert into journal_entries (tenant_id, id, kind, memo, order_id, payment_id, refund_id, created_at)
select s.tenant_id, pg_temp.id_at(o.paid_at, s.seed, o.n, 7), 'payment_captured', 'Order ' || 1000 + o.n || ' captured', o.id,
  o.payment_id, null, o.paid_at
from t_orders o cross join t_seed s where o.captured
union all
select s.tenant_id, pg_temp.id_at(o.refunded_at, s.seed, o.n, 8), 'payment_refunded', 'Order ' || 1000 + o.n || ' refunded',
  o.id, o.payment_id, o.refund_id, o.refunded_at
from t_orders o cross join t_seed s where o.refund_id is not null;

-- Money in: what the gateway owes is what was sold, delivered and owed to the tax office. Money out: the same, back, the
-- tax by its share of the whole. Lines of zero are left out.
insert into journal_lines (tenant_id, entry_id, position, account, amount_minor, currency)
select s.tenant_id, pg_temp.id_at(o.paid_at, s.seed, o.n, 7), line.position, line.account, line.amount, s.currency
from t_orders o join t_sums t using (n) join t_taxes x on x.n = o.n and x.position = 99 cross join t_seed s
cross join lateral (values
  (1, 'gateway_clearing', t.subtotal_minor + t.delivery_minor),
  (2, 'sales', -(t.subtotal_minor - (t.tax_minor - x.tax_minor))),
  (3, 'delivery_income', -(t.delivery_minor - x.tax_minor)),
  (4, 'tax_payable', -t.tax_minor)) as line(position, account, amount)
where o.captured and line.amount <> 0;

insert into journal_lines (tenant_id, entry_id, position, account, amount_minor, currency)
select s.tenant_id, pg_temp.id_at(o.refunded_at, s.seed, o.n, 8), line.position, line.account, line.amount, s.currency
from t_orders o join t_sums t using (n) cross join t_seed s
cross join lateral (select t.subtotal_minor + t.delivery_minor as total) w
cross join lateral (select
  (2 * t.refund_minor * (w.total - t.tax_minor) + w.total) / (2 * w.total) as net) n
cross join lateral (values
  (1, 'sales_returns', n.net), (2, 'tax_payable', t.refund_minor - n.net), (3, 'gateway_clearing', -t.refund_minor))
  as line(position, account, amount)
where o.refund_id is not null and line.amount <> 0;

insert into fulfillments (tenant_id, id, order_id, warehouse_id, status, carrier, tracking_number, created_at, packed_at,
  shipped_at, delivered_at)
select s.tenant_id, o.parcel_id, o.id, o.warehouse_id, o.sent,
  case when o.shipped_at is not null then (array['DHL', 'DPD', 'GLS', 'Hermes'])[1 + o.n % 4] end,
  case when o.shipped_at is not null then '00' || (340434000000 + o.n * 7919) end,
  coalesce(o.shipped_at - interval '2 hours', o.paid_at),
  case when o.sent <> 'picking' then coalesce(o.shipped_at - interval '1 hour', o.paid_at) end, o.shipped_at, o.delivered_at
from t_orders o cross join t_seed s where o.parcel_id is not null;

insert into fulfillment_lines (tenant_id, fulfillment_id, order_line_id, variant_id, quantity, picked_quantity)
select s.tenant_id, o.parcel_id, l.id, v.id, l.quantity, case when o.sent = 'picking' then 0 else l.quantity end
from t_lines l join t_orders o using (n) join t_variants v on v.n = l.variant_n cross join t_seed s
where o.parcel_id is not null;

insert into allocations (tenant_id, order_line_id, warehouse_id, variant_id, quantity)
select s.tenant_id, l.id, o.warehouse_id, v.id,
  case when o.outcome = 'paid' then l.quantity else 0 end
from t_lines l join t_orders o using (n) join t_variants v on v.n = l.variant_n cross join t_seed s
where o.outcome <> 'expired';

insert into stock_movements (tenant_id, id, variant_id, warehouse_id, quantity, kind, order_line_id, fulfillment_id, created_at)
select s.tenant_id, pg_temp.id_at(m.moment, s.seed, l.n * 4 + l.position, m.question), v.id, o.warehouse_id, m.quantity, m.kind,
  l.id, case when m.kind = 'shipped' then o.parcel_id end, m.moment
from t_lines l join t_orders o using (n) join t_variants v on v.n = l.variant_n cross join t_seed s
cross join lateral (values
  (30, 'allocated', l.quantity, o.paid_at, o.outcome <> 'expired'),
  (31, 'released', -l.quantity, o.cancelled_at, o.outcome = 'cancelled'),
  (32, 'shipped', -l.quantity, o.shipped_at, o.shipped_at is not null),
  (33, 'returned', l.quantity, o.refunded_at, o.restock)) as m(question, kind, quantity, moment, happened)
where m.happened;

insert into audit_entries (tenant_id, id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, created_at)
select s.tenant_id, pg_temp.id_at(d.moment, s.seed, o.n, d.question), d.actor_kind,
  case when d.actor_kind = 'customer' then c.id end, case when d.actor_kind = 'customer' then c.name else d.actor_name end,
  d.action, 'order', o.id, d.moment
from t_orders o join t_customers c on c.n = o.customer_n cross join t_seed s
cross join lateral (values
  (40, 'order.placed', o.placed_at, case when o.guest then 'guest' else 'customer' end, 'Guest'),
  (41, 'order.cancelled', o.cancelled_at, 'system', 'Souk'),
  (42, 'refund.succeeded', o.refunded_at, 'system', 'Souk')) as d(question, action, moment, actor_kind, actor_name)
where d.moment is not null;
