-- What can be sold of each variant and whether a product is sold out, kept beside the ledger so that lists of a large shop
-- can be asked for it. Written in the transaction that changes a level, a variant or a bundle; see inventory/refresh-stock.ts.
create table variant_stock (
  tenant_id uuid not null,
  variant_id uuid not null,
  -- On hand less allocated, reserved and safety stock, over all warehouses; of a bundle as many as its parts make. Null of a
  -- bundle of which no part is counted.
  available integer,
  constraint variant_stock_pkey primary key (tenant_id, variant_id),
  constraint variant_stock_tenant_id_variant_id_fkey foreign key (tenant_id, variant_id)
    references product_variants (tenant_id, id) on delete cascade on update restrict
);
create table product_stock (
  tenant_id uuid not null,
  product_id uuid not null,
  sold_out boolean not null,
  constraint product_stock_pkey primary key (tenant_id, product_id),
  constraint product_stock_tenant_id_product_id_fkey foreign key (tenant_id, product_id)
    references products (tenant_id, id) on delete cascade on update restrict
);

-- The shops that are there already get their rows here, once: the owner sees them only while row security is not forced.
alter table products no force row level security;
alter table product_variants no force row level security;
alter table bundle_components no force row level security;
alter table stock_levels no force row level security;

insert into variant_stock (tenant_id, variant_id, available)
select l.tenant_id, l.variant_id, sum(l.on_hand - l.allocated - l.reserved - l.safety_stock)
from stock_levels l join product_variants v on v.tenant_id = l.tenant_id and v.id = l.variant_id
where not v.bundle group by l.tenant_id, l.variant_id;

insert into variant_stock (tenant_id, variant_id, available)
select v.tenant_id, v.id, min(case when c.id is null or c.status = 'archived' then 0
  when c.track_stock and not c.backorder then greatest(0, coalesce(s.available, 0)) / b.quantity end)
from product_variants v
left join bundle_components b on b.tenant_id = v.tenant_id and b.bundle_variant_id = v.id
left join product_variants c on c.tenant_id = v.tenant_id and c.id = b.component_variant_id
left join variant_stock s on s.tenant_id = v.tenant_id and s.variant_id = c.id
where v.bundle group by v.tenant_id, v.id;

insert into product_stock (tenant_id, product_id, sold_out)
select p.tenant_id, p.id, coalesce(bool_or(c.counted) and not bool_or(c.counted and coalesce(s.available, 0) > 0), false)
from products p
left join product_variants v on v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active'
left join variant_stock s on s.tenant_id = v.tenant_id and s.variant_id = v.id
left join lateral (select case when v.bundle then s.available is not null else v.track_stock end as counted) c on true
group by p.tenant_id, p.id;

alter table products force row level security;
alter table product_variants force row level security;
alter table bundle_components force row level security;
alter table stock_levels force row level security;

create index variant_stock_tenant_id_available_variant_id_idx on variant_stock (tenant_id, available, variant_id);
create index product_stock_tenant_id_sold_out_product_id_idx on product_stock (tenant_id, sold_out, product_id);
select app.protect(name::regclass, 'select, insert, update, delete') from unnest(array['variant_stock', 'product_stock']) as name;
analyze variant_stock;
analyze product_stock;
