-- How much a shop may store. Only the operator changes it: the shop itself may write every column of its row but this one.
alter table tenants add column file_bytes_max bigint not null default 20000000000 check (file_bytes_max >= 0);
revoke insert, update on tenants from souk_app;
grant insert (id, slug, name, status, currency, locale, country, time_zone, created_at),
  update (slug, name, status, currency, locale, country, time_zone) on tenants to souk_app;

-- What is stored already is summed from the index alone.
create index stored_files_tenant_id_bytes_idx on stored_files (tenant_id, bytes);
