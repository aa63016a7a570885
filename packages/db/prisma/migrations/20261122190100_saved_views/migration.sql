-- A list as somebody arranged it, kept under a name; and which view each person starts with.
create table saved_views (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  list text not null,
  owner_id uuid not null,
  shared boolean not null default false,
  name text not null,
  query text not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default current_timestamp,
  updated_at timestamptz(6) not null default current_timestamp,
  constraint saved_views_pkey primary key (tenant_id, id),
  constraint saved_views_owner_fkey foreign key (tenant_id, owner_id) references memberships (tenant_id, account_id)
    on delete restrict on update restrict,
  constraint saved_views_name check (length(name) between 1 and 60),
  constraint saved_views_query check (length(query) <= 8000)
);
create index saved_views_tenant_id_list_id_idx on saved_views (tenant_id, list, id);
create index saved_views_tenant_id_owner_id_idx on saved_views (tenant_id, owner_id);

create table list_preferences (
  tenant_id uuid not null,
  account_id uuid not null,
  list text not null,
  default_view text,
  view_order text[] not null default '{}',
  constraint list_preferences_pkey primary key (tenant_id, account_id, list),
  constraint list_preferences_account_fkey foreign key (tenant_id, account_id) references memberships (tenant_id, account_id)
    on delete restrict on update restrict
);

select app.protect('saved_views', 'select, insert, update, delete');
select app.protect('list_preferences', 'select, insert, update, delete');
