-- A variant that is sold as files, as licence keys or as both: nothing of it leaves in a parcel.
create table digital_goods (
  tenant_id uuid not null,
  variant_id uuid not null,
  -- Its stock are its keys then: every key that is added is a unit received, every one handed out a unit that left.
  sells_keys boolean not null default false,
  downloads_max integer not null default 5,
  valid_days integer not null default 30,
  constraint digital_goods_pkey primary key (tenant_id, variant_id),
  constraint digital_goods_tenant_id_variant_id_fkey foreign key (tenant_id, variant_id)
    references product_variants (tenant_id, id) on delete restrict on update restrict,
  constraint digital_goods_limits check (downloads_max between 1 and 1000 and valid_days between 1 and 3650)
);

create table digital_files (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  variant_id uuid not null,
  file_id uuid not null,
  title text not null,
  added_at timestamptz(6) not null default current_timestamp,
  constraint digital_files_pkey primary key (tenant_id, id),
  constraint digital_files_tenant_id_variant_id_fkey foreign key (tenant_id, variant_id)
    references digital_goods (tenant_id, variant_id) on delete restrict on update restrict,
  constraint digital_files_tenant_id_file_id_fkey foreign key (tenant_id, file_id)
    references stored_files (tenant_id, id) on delete restrict on update restrict
);
create index digital_files_tenant_id_variant_id_idx on digital_files (tenant_id, variant_id);
create index digital_files_tenant_id_file_id_idx on digital_files (tenant_id, file_id);

-- A key belongs to one line of an order at most, for good: one that was given is never in the pool again.
create table license_keys (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  variant_id uuid not null,
  secret text not null,
  fingerprint text not null,
  order_line_id uuid,
  added_at timestamptz(6) not null default current_timestamp,
  given_at timestamptz(6),
  revoked_at timestamptz(6),
  constraint license_keys_pkey primary key (tenant_id, id),
  constraint license_keys_tenant_id_variant_id_fkey foreign key (tenant_id, variant_id)
    references digital_goods (tenant_id, variant_id) on delete restrict on update restrict,
  constraint license_keys_tenant_id_order_line_id_fkey foreign key (tenant_id, order_line_id)
    references order_lines (tenant_id, id) on delete restrict on update restrict,
  constraint license_keys_secret check (length(secret) between 1 and 500),
  constraint license_keys_given check ((order_line_id is null) = (given_at is null)),
  constraint license_keys_revoked check (revoked_at is null or order_line_id is not null)
);
create unique index license_keys_tenant_id_variant_id_fingerprint_key on license_keys (tenant_id, variant_id, fingerprint);
create index license_keys_unused on license_keys (tenant_id, variant_id, id) where order_line_id is null;
create index license_keys_tenant_id_order_line_id_idx on license_keys (tenant_id, order_line_id);

-- What a line of an order promises without a parcel, as it was when it was sold.
create table digital_deliveries (
  tenant_id uuid not null,
  order_line_id uuid not null,
  variant_id uuid not null,
  sells_keys boolean not null,
  downloads_max integer not null,
  valid_days integer not null,
  keys_given integer not null default 0,
  delivered_at timestamptz(6),
  -- Paid for, and the pool had no key left.
  owed_since timestamptz(6),
  constraint digital_deliveries_pkey primary key (tenant_id, order_line_id),
  constraint digital_deliveries_tenant_id_order_line_id_fkey foreign key (tenant_id, order_line_id)
    references order_lines (tenant_id, id) on delete restrict on update restrict,
  constraint digital_deliveries_tenant_id_variant_id_fkey foreign key (tenant_id, variant_id)
    references product_variants (tenant_id, id) on delete restrict on update restrict,
  constraint digital_deliveries_keys check (keys_given >= 0 and (sells_keys or keys_given = 0))
);
create index digital_deliveries_tenant_id_variant_id_idx on digital_deliveries (tenant_id, variant_id);
create index digital_deliveries_owed on digital_deliveries (tenant_id, variant_id, order_line_id) where owed_since is not null;

-- A file that a shopper may fetch so often, until then; a ticket opens it for some minutes, and only its hash is kept.
create table digital_downloads (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  order_line_id uuid not null,
  file_id uuid not null,
  title text not null,
  used integer not null default 0,
  downloads_max integer not null,
  expires_at timestamptz(6) not null,
  revoked_at timestamptz(6),
  ticket_hash text,
  ticket_expires_at timestamptz(6),
  constraint digital_downloads_pkey primary key (tenant_id, id),
  constraint digital_downloads_tenant_id_order_line_id_fkey foreign key (tenant_id, order_line_id)
    references digital_deliveries (tenant_id, order_line_id) on delete restrict on update restrict,
  constraint digital_downloads_tenant_id_file_id_fkey foreign key (tenant_id, file_id)
    references stored_files (tenant_id, id) on delete restrict on update restrict,
  constraint digital_downloads_used check (used between 0 and downloads_max)
);
create unique index digital_downloads_tenant_id_order_line_id_file_id_key on digital_downloads (tenant_id, order_line_id, file_id);
create index digital_downloads_tenant_id_file_id_idx on digital_downloads (tenant_id, file_id);
create unique index digital_downloads_tenant_id_ticket_hash_key on digital_downloads (tenant_id, ticket_hash);

select app.protect(name::regclass, 'select, insert, update, delete') from unnest(array['digital_goods', 'digital_files']) as name;
-- What was given or promised stays.
select app.protect(name::regclass, 'select, insert, update') from unnest(array[
  'license_keys', 'digital_deliveries', 'digital_downloads']) as name;
