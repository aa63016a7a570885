-- The first receipt of each variant in each warehouse: what is on the shelf today and all that has left it since. One in
-- twelve is sold out, some are nearly.
with gone as (
  select variant_id, warehouse_id,
    sum(quantity) filter (where kind in ('shipped', 'returned')) as on_hand,
    sum(quantity) filter (where kind in ('allocated', 'released', 'shipped')) as allocated
  from stock_movements where tenant_id = (select tenant_id from t_seed) group by 1, 2),
shelves as (
  select s.tenant_id, v.id as variant_id, w.id as warehouse_id, v.n * 2 + w.n as n, s.seed,
    s.until - interval '580 days' as received_at,
    coalesce(g.allocated, 0)::int as allocated, coalesce(g.on_hand, 0)::int as moved,
    case when pg_temp.unit(s.seed, v.n * 2 + w.n, 50) < 0.08 then 0
      when pg_temp.unit(s.seed, v.n * 2 + w.n, 50) < 0.16 then 1 + floor(pg_temp.unit(s.seed, v.n * 2 + w.n, 51) * 4)::int
      when w.n = 1 or v.n % 3 = 0 then 5 + floor(pg_temp.unit(s.seed, v.n * 2 + w.n, 51) * 160)::int else 0 end as available
  from t_variants v cross join t_warehouses w cross join t_seed s
  left join gone g on g.variant_id = v.id and g.warehouse_id = w.id),
received as (
  insert into stock_movements (tenant_id, id, variant_id, warehouse_id, quantity, kind, reason, created_at)
  select tenant_id, pg_temp.id_at(received_at, seed, n, 52), variant_id, warehouse_id, available + allocated - moved, 'received',
    'Opening stock', received_at
  from shelves where available + allocated - moved <> 0)
update stock_levels l set on_hand = s.available + s.allocated, allocated = s.allocated
from shelves s where l.tenant_id = s.tenant_id and l.variant_id = s.variant_id and l.warehouse_id = s.warehouse_id;

-- What is kept beside the levels for lists; a large shop of the seed has no bundles.
insert into variant_stock (tenant_id, variant_id, available)
select l.tenant_id, l.variant_id, sum(l.on_hand - l.allocated - l.reserved - l.safety_stock)
from stock_levels l where l.tenant_id = (select tenant_id from t_seed) group by 1, 2
on conflict (tenant_id, variant_id) do update set available = excluded.available;

insert into product_stock (tenant_id, product_id, sold_out)
select v.tenant_id, v.product_id, coalesce(
  bool_or(v.track_stock) and not bool_or(v.track_stock and coalesce(a.available, 0) > 0), false)
from product_variants v left join variant_stock a on a.tenant_id = v.tenant_id and a.variant_id = v.id
where v.tenant_id = (select tenant_id from t_seed) and v.status = 'active' group by 1, 2
on conflict (tenant_id, product_id) do update set sold_out = excluded.sold_out;

insert into document_numbers (tenant_id, kind, next) select tenant_id, 'order', 1001 + orders from t_seed;
