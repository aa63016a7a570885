-- What a connection of the big seed needs for itself: it draws numbers, it numbers what is there, it knows its days.

-- A number from 0 to 1 that depends on the seed, on what it is drawn for and on the question alone, so that any batch can
-- be written by any connection, in any order, and is always the same.
create function pg_temp.unit(seed bigint, n bigint, question int) returns float8 immutable parallel safe language sql
  return (hashint8extended(n * 1024 + question, seed) & 4294967295)::float8 / 4294967296;

-- A UUIDv7 of a moment in the past, drawn the same way: what happened long ago also sorts before what happens now.
create function pg_temp.id_at(moment timestamptz, seed bigint, n bigint, question int) returns uuid
  immutable parallel safe language sql
  return (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '7'
    || substr(lpad(to_hex(hashint8extended(n * 1024 + question, seed)), 16, '0'), 1, 3) || '8'
    || substr(lpad(to_hex(hashint8extended(n * 1024 + question + 512, seed)), 16, '0'), 1, 15))::uuid;

create temporary table t_seed (
  tenant_id uuid, seed bigint, until timestamptz, orders bigint, customers int, sold int, currency text, tax_bp bigint,
  delivery_id uuid, delivery_name text, delivery_minor bigint, free_from_minor bigint, origin text);
create temporary table t_days (
  day int primary key, starts timestamptz not null, first_n bigint not null, orders int not null, quantile float8 not null);
create temporary table t_batch (day_from int, day_to int);
create temporary table t_warehouses (n int primary key, id uuid not null);
create temporary table t_customers (
  n int primary key, id uuid not null, name text not null, email text not null, phone text, address jsonb not null);
create temporary table t_variants (
  n int primary key, id uuid not null, product_id uuid not null, title text not null, variant_title text not null, sku text,
  price_minor bigint not null, image_file_id uuid);
create temporary table t_orders (
  n bigint primary key, id uuid not null, placed_at timestamptz not null, outcome text not null, sent text not null,
  captured boolean not null, restock boolean not null, guest boolean not null, line_count int not null,
  warehouse_id uuid not null, customer_n int not null, payment_id uuid not null, parcel_id uuid, refund_id uuid,
  paid_at timestamptz not null, shipped_at timestamptz, delivered_at timestamptz, cancelled_at timestamptz,
  refunded_at timestamptz);
create temporary table t_lines (
  n bigint not null, position int not null, id uuid not null, variant_n int not null, quantity int not null,
  total_minor bigint not null, primary key (n, position));
create temporary table t_sums (
  n bigint primary key, subtotal_minor bigint not null, delivery_minor bigint not null, tax_minor bigint not null,
  refund_minor bigint not null);
create temporary table t_taxes (n bigint not null, position int not null, tax_minor bigint not null, primary key (n, position));
