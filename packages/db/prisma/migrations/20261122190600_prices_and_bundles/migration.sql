-- Price lists: who pays what, from which quantity on, from when until when. A list without a group is for everyone.
create table customer_groups (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  constraint customer_groups_pkey primary key (tenant_id, id)
);
create unique index customer_groups_tenant_id_name_key on customer_groups (tenant_id, name);

create table customer_group_members (
  tenant_id uuid not null,
  group_id uuid not null,
  customer_id uuid not null,
  added_at timestamptz(6) not null default now(),
  constraint customer_group_members_pkey primary key (tenant_id, group_id, customer_id),
  constraint customer_group_members_tenant_id_group_id_fkey foreign key (tenant_id, group_id)
    references customer_groups (tenant_id, id) on delete cascade on update restrict,
  constraint customer_group_members_tenant_id_customer_id_fkey foreign key (tenant_id, customer_id)
    references customers (tenant_id, id) on delete cascade on update restrict
);
create index customer_group_members_tenant_id_customer_id_idx on customer_group_members (tenant_id, customer_id);

create table price_lists (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  currency text not null,
  group_id uuid,
  starts_at timestamptz(6),
  ends_at timestamptz(6),
  priority integer not null default 0,
  percent_off_bp integer,
  status text not null default 'draft',
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  constraint price_lists_pkey primary key (tenant_id, id),
  constraint price_lists_tenant_id_group_id_fkey foreign key (tenant_id, group_id)
    references customer_groups (tenant_id, id) on delete restrict on update restrict,
  constraint price_lists_status check (status in ('draft', 'active', 'archived')),
  constraint price_lists_dates check (ends_at > starts_at),
  constraint price_lists_priority check (priority between 0 and 1000),
  constraint price_lists_percent check (percent_off_bp between 1 and 10000)
);
create unique index price_lists_tenant_id_name_key on price_lists (tenant_id, name);
create index price_lists_tenant_id_status_idx on price_lists (tenant_id, status);

create table price_list_entries (
  tenant_id uuid not null,
  list_id uuid not null,
  variant_id uuid not null,
  min_quantity integer not null default 1,
  price_minor bigint not null,
  constraint price_list_entries_pkey primary key (tenant_id, list_id, variant_id, min_quantity),
  constraint price_list_entries_tenant_id_list_id_fkey foreign key (tenant_id, list_id)
    references price_lists (tenant_id, id) on delete cascade on update restrict,
  constraint price_list_entries_tenant_id_variant_id_fkey foreign key (tenant_id, variant_id)
    references product_variants (tenant_id, id) on delete cascade on update restrict,
  constraint price_list_entries_min_quantity check (min_quantity between 1 and 9999),
  constraint price_list_entries_price check (price_minor >= 0)
);
create index price_list_entries_tenant_id_variant_id_idx on price_list_entries (tenant_id, variant_id);

alter table order_lines add column price_list_id uuid,
  add constraint order_lines_tenant_id_price_list_id_fkey foreign key (tenant_id, price_list_id)
    references price_lists (tenant_id, id) on delete restrict on update restrict;

-- Bundles: sold as one thing, kept on the shelf as others. `bundle` says it on the variant itself, so that a list of a
-- hundred thousand variants need not ask for the components of each.
alter table products add column kind text not null default 'simple',
  add constraint products_kind check (kind in ('simple', 'bundle', 'digital'));
alter table product_variants add column bundle boolean not null default false;

create table bundle_components (
  tenant_id uuid not null,
  bundle_variant_id uuid not null,
  component_variant_id uuid not null,
  quantity integer not null,
  position integer not null default 1,
  constraint bundle_components_pkey primary key (tenant_id, bundle_variant_id, component_variant_id),
  constraint bundle_components_tenant_id_bundle_variant_id_fkey foreign key (tenant_id, bundle_variant_id)
    references product_variants (tenant_id, id) on delete cascade on update restrict,
  constraint bundle_components_tenant_id_component_variant_id_fkey foreign key (tenant_id, component_variant_id)
    references product_variants (tenant_id, id) on delete restrict on update restrict,
  constraint bundle_components_quantity check (quantity between 1 and 999),
  constraint bundle_components_no_self check (bundle_variant_id <> component_variant_id)
);
create index bundle_components_tenant_id_component_variant_id_idx on bundle_components (tenant_id, component_variant_id);

-- What a line of an order takes off the shelf for one of its pieces, as it was when it was sold: a bundle may change later.
create table order_line_components (
  tenant_id uuid not null,
  order_line_id uuid not null,
  variant_id uuid not null,
  quantity integer not null,
  position integer not null default 1,
  title text not null,
  variant_title text not null default '',
  sku text,
  constraint order_line_components_pkey primary key (tenant_id, order_line_id, variant_id),
  constraint order_line_components_tenant_id_order_line_id_fkey foreign key (tenant_id, order_line_id)
    references order_lines (tenant_id, id) on delete restrict on update restrict,
  constraint order_line_components_tenant_id_variant_id_fkey foreign key (tenant_id, variant_id)
    references product_variants (tenant_id, id) on delete restrict on update restrict,
  constraint order_line_components_quantity check (quantity > 0)
);

-- A line may claim several variants in one warehouse, and a parcel may carry several of one line.
alter table allocations drop constraint allocations_pkey,
  add constraint allocations_pkey primary key (tenant_id, order_line_id, variant_id, warehouse_id);

-- Rows of all shops get their variant here, once: the owner sees them only while row security is not forced on it, and
-- so does the check of the new key against the variants.
alter table fulfillment_lines no force row level security;
alter table product_variants no force row level security;
alter table order_lines no force row level security;
alter table fulfillment_lines add column variant_id uuid;
update fulfillment_lines f set variant_id = l.variant_id
  from order_lines l where l.tenant_id = f.tenant_id and l.id = f.order_line_id;
alter table fulfillment_lines alter column variant_id set not null,
  drop constraint fulfillment_lines_pkey,
  add constraint fulfillment_lines_pkey primary key (tenant_id, fulfillment_id, order_line_id, variant_id),
  add constraint fulfillment_lines_tenant_id_variant_id_fkey foreign key (tenant_id, variant_id)
    references product_variants (tenant_id, id) on delete restrict on update restrict;
alter table fulfillment_lines force row level security;
alter table order_lines force row level security;
alter table product_variants force row level security;

select app.protect(name::regclass, 'select, insert, update, delete') from unnest(array[
  'customer_groups', 'customer_group_members', 'price_list_entries', 'bundle_components']) as name;
-- A list that gave an order its price stays; it is archived.
select app.protect('price_lists', 'select, insert, update');
select app.protect('order_line_components', 'select, insert');
