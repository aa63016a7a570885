-- Measured on a shop of a million orders: what waits to be picked is a handful among them, and so are one buyer's.
create index if not exists orders_tenant_id_status_fulfillment_status_placed_at_id_idx
  on orders (tenant_id, status, fulfillment_status, placed_at, id);
create index if not exists orders_tenant_id_email_id_idx on orders (tenant_id, email, id);
create index if not exists orders_by_country on orders (tenant_id, (address ->> 'country'), placed_at, id);
