-- Imports of four kinds: how the file is read and mapped, what was put right afterwards, and what it takes to undo one.
alter table imports
  add column reading jsonb not null default '{}',
  add column mapping jsonb not null default '{}',
  add column undo jsonb not null default '{}',
  add column undo_until timestamptz(6),
  add column undone_at timestamptz(6);
alter table imports drop constraint imports_status;
alter table imports
  add constraint imports_kind check (kind in ('products', 'customers', 'stock', 'prices')),
  add constraint imports_status check (status in
    ('uploaded', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone'));

-- Before and after of a row lie with it: `undo` holds what the row changed, `undone` what became of it when it was undone.
alter table import_rows
  add column lines int[] not null default '{}',
  add column applied boolean not null default false,
  add column subject_id uuid,
  add column cells jsonb,
  add column undo jsonb,
  add column undone text,
  add column undone_reason text;
alter table import_rows
  add constraint import_rows_undone check (undone in ('restored', 'removed', 'archived', 'kept'));
create index import_rows_undone_idx on import_rows (tenant_id, import_id, undone, line);

-- Lines that somebody put right; they stand for the line of the file.
create table import_fixes (
  tenant_id uuid not null,
  import_id uuid not null,
  line int not null,
  cells text[] not null,
  applied boolean not null default false,
  created_at timestamptz(6) not null default now(),
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade on update restrict
);

-- Which column went to which field the last time a file with this header came.
create table import_mappings (
  tenant_id uuid not null,
  kind text not null,
  header_key text not null,
  mapping jsonb not null,
  updated_at timestamptz(6) not null default now(),
  primary key (tenant_id, kind, header_key),
  constraint import_mappings_kind check (kind in ('products', 'customers', 'stock', 'prices'))
);
select app.protect(name::regclass, 'select, insert, update, delete') from unnest(array['import_fixes', 'import_mappings']) as name;

-- A customer who was brought over has no password yet; what the shop knows of them is not shown before they prove who they are.
alter table customers
  alter column password_hash drop not null,
  add column contact jsonb not null default '{}';

-- The ledger knows variants by their ids alone, so that a product which an undone import created can be removed while its
-- movements stay for ever. A movement belongs to a level; levels are never removed.
alter table stock_movements drop constraint stock_movements_tenant_id_variant_id_fkey;
alter table stock_levels drop constraint stock_levels_tenant_id_variant_id_fkey;
alter table stock_movements add constraint stock_movements_tenant_id_variant_id_warehouse_id_fkey
  foreign key (tenant_id, variant_id, warehouse_id) references stock_levels (tenant_id, variant_id, warehouse_id)
  on delete restrict on update restrict;

update roles set permissions = array_append(permissions, 'customers:import')
where system and key in ('owner', 'manager') and not 'customers:import' = any(permissions);
