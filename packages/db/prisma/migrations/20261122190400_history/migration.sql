-- The history of a product, what colleagues say about a record, what they are told, and changes that wait for a review.

-- Where a deed came from: a person in the back office or in the shop, an import, a bulk change, the API, or the product by itself.
alter table audit_entries add column source text;
alter table audit_entries add constraint audit_entries_source
  check (source in ('office', 'shop', 'import', 'bulk', 'api', 'system'));

-- In the trash a product is archived as well, so every reader that asks for active ones already leaves it out. Purged is
-- what can no longer be brought back but was sold: its row stays for the orders that name it.
alter table products
  add column publish_at timestamptz(6),
  add column unpublish_at timestamptz(6),
  add column trashed_at timestamptz(6),
  add column purged_at timestamptz(6),
  add constraint products_trashed check (trashed_at is null or status = 'archived'),
  add constraint products_purged check (purged_at is null or trashed_at is not null),
  add constraint products_schedule check (unpublish_at is null or publish_at is null or unpublish_at > publish_at);
create index products_trash on products (tenant_id, trashed_at, id) where trashed_at is not null;

create table product_versions (
  tenant_id uuid not null,
  product_id uuid not null,
  version integer not null,
  snapshot jsonb not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  source text,
  action text not null,
  audit_id uuid,
  created_at timestamptz(6) not null default current_timestamp,
  constraint product_versions_pkey primary key (tenant_id, product_id, version),
  constraint product_versions_product_fkey foreign key (tenant_id, product_id) references products (tenant_id, id)
    on delete cascade on update restrict
);
-- "As it was on that day" is the last version before a moment.
create index product_versions_tenant_id_product_id_created_at_idx on product_versions (tenant_id, product_id, created_at);

create table product_revisions (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  product_id uuid not null,
  base_version integer not null,
  content jsonb not null,
  note text not null default '',
  status text not null default 'draft',
  publish_at timestamptz(6),
  problem jsonb,
  created_by uuid not null,
  created_by_name text not null,
  reviewed_by uuid,
  reviewed_by_name text,
  review_note text not null default '',
  published_version integer,
  version integer not null default 1,
  created_at timestamptz(6) not null default current_timestamp,
  updated_at timestamptz(6) not null default current_timestamp,
  constraint product_revisions_pkey primary key (tenant_id, id),
  constraint product_revisions_product_fkey foreign key (tenant_id, product_id) references products (tenant_id, id)
    on delete cascade on update restrict,
  constraint product_revisions_status check (status in ('draft', 'in_review', 'approved', 'scheduled', 'published', 'rejected')),
  constraint product_revisions_schedule check (status <> 'scheduled' or publish_at is not null)
);
create index product_revisions_tenant_id_product_id_id_idx on product_revisions (tenant_id, product_id, id);
create index product_revisions_tenant_id_status_id_idx on product_revisions (tenant_id, status, id);

create table comments (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  subject_kind text not null,
  subject_id uuid not null,
  author_id uuid not null,
  author_name text not null,
  body text not null,
  mentions uuid[] not null default '{}',
  created_at timestamptz(6) not null default current_timestamp,
  edited_at timestamptz(6),
  removed_at timestamptz(6),
  constraint comments_pkey primary key (tenant_id, id),
  constraint comments_author_fkey foreign key (tenant_id, author_id) references memberships (tenant_id, account_id)
    on delete restrict on update restrict,
  constraint comments_subject check (subject_kind in ('product', 'collection', 'order', 'customer', 'complaint')),
  constraint comments_body check (length(body) <= 5000)
);
create index comments_tenant_id_subject_kind_subject_id_id_idx on comments (tenant_id, subject_kind, subject_id, id);

create table comment_files (
  tenant_id uuid not null,
  comment_id uuid not null,
  file_id uuid not null,
  constraint comment_files_pkey primary key (tenant_id, comment_id, file_id),
  constraint comment_files_comment_fkey foreign key (tenant_id, comment_id) references comments (tenant_id, id)
    on delete restrict on update restrict,
  constraint comment_files_file_fkey foreign key (tenant_id, file_id) references stored_files (tenant_id, id)
    on delete restrict on update restrict
);
create index comment_files_tenant_id_file_id_idx on comment_files (tenant_id, file_id);

create table notifications (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  account_id uuid not null,
  kind text not null,
  subject_kind text,
  subject_id uuid,
  actor_name text,
  data jsonb not null default '{}',
  read_at timestamptz(6),
  created_at timestamptz(6) not null default current_timestamp,
  constraint notifications_pkey primary key (tenant_id, id),
  constraint notifications_account_fkey foreign key (tenant_id, account_id) references memberships (tenant_id, account_id)
    on delete restrict on update restrict
);
create index notifications_tenant_id_account_id_id_idx on notifications (tenant_id, account_id, id);
create index notifications_unread on notifications (tenant_id, account_id) where read_at is null;

-- A version is never changed; it goes only with a product that was never sold. What was said stays too: a removed comment
-- loses its words, not its row.
select app.protect('product_versions', 'select, insert');
select app.protect('product_revisions', 'select, insert, update');
select app.protect('comments', 'select, insert, update');
select app.protect('comment_files', 'select, insert');
select app.protect('notifications', 'select, insert, update');

-- Shops that are there already: who could write the catalogue as a whole may approve its changes. For this one statement
-- the owner of the table sees all shops, under the lock that the alteration takes.
alter table roles no force row level security;
update roles set permissions = permissions || '{catalog:publish}'
where key in ('owner', 'manager', 'catalog') and not 'catalog:publish' = any(permissions);
alter table roles force row level security;
