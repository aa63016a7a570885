-- Gives customers, warehouses and variants the numbers by which orders name them. Ids are of their moment, so the newest
-- come last: `sold` leaves those out, and what was added to the shop yesterday was not bought a year ago.
insert into t_warehouses select row_number() over (order by w.position, w.code), w.id
from warehouses w, t_seed s where w.tenant_id = s.tenant_id;

insert into t_customers select row_number() over (order by c.id), c.id, c.name, c.email, c.phone, a.address
from customers c
join t_seed s on c.tenant_id = s.tenant_id
join customer_addresses a on a.tenant_id = s.tenant_id and a.customer_id = c.id and a.is_default;

insert into t_variants
select row_number() over (order by p.id, v.position), v.id, p.id, p.title, array_to_string(v.option_values, ' / '), v.sku,
  v.price_minor, i.file_id
from product_variants v
join t_seed s on v.tenant_id = s.tenant_id
join products p on p.tenant_id = s.tenant_id and p.id = v.product_id
left join product_images i on i.tenant_id = s.tenant_id and i.id = v.image_id;

update t_seed set customers = (select count(*) from t_customers), sold = greatest(3, (select count(*) from t_variants) * 9 / 10);
analyze t_warehouses, t_customers, t_variants, t_days, t_seed;
