-- The one place where tenancy is written. Applied before the migrations, and again at every start: all of it may be repeated.
-- A migration calls app.protect(table, privileges) once for each tenant table it creates.

create schema if not exists app;
grant usage on schema app to souk_app, souk_auth, souk_relay;
grant usage on schema public to souk_app, souk_auth, souk_relay;

-- Puts a table behind the tenant: row security enabled and forced (so that its owner is bound too), one policy, and
-- only the privileges named. The policy holds no subquery (Citus refuses one); after a transaction the setting is ''
-- and not null, hence the nullif. With no tenant bound the comparison is null: nothing is read, nothing is written.
create or replace function app.protect(target regclass, privileges text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('drop policy if exists tenant_isolation on %s', target);
  execute format(
    'create policy tenant_isolation on %s using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) '
    'with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', target);
  execute format('revoke all on %s from public, souk_app, souk_auth, souk_relay', target);
  execute format('grant %s on %s to souk_app', privileges, target);
end
$$;
revoke all on function app.protect(regclass, text) from public, souk_app, souk_auth, souk_relay;
