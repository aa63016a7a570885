import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findPolicyFaults } from './policy-rules.ts'
import { cloneDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
let superuser: pg.Client
let owner: pg.Client

beforeAll(async () => {
  database = await cloneDatabase(inject('postgres'))
  superuser = new pg.Client({ connectionString: database.urls.super })
  owner = new pg.Client({ connectionString: database.urls.owner })
  await Promise.all([superuser.connect(), owner.connect()])
})
afterAll(async () => {
  await Promise.all([superuser.end(), owner.end()])
  await database.drop()
})

test('no table, key, grant, role or view of the migrated database breaks a rule of tenancy (T01)', async () => {
  expect(await findPolicyFaults(owner)).toEqual([])
})

// Each rule is shown a fault of its kind (T02): a rule that stays silent is blind.
const good = 'tenant_id uuid not null, id uuid not null default uuidv7(), primary key (tenant_id, id)'
const isolation = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid"
const faults: [rule: string, sql: string][] = [
  ['rls-enabled', `create table wrong (${good})`],
  [
    'rls-forced',
    `create table wrong (${good}); alter table wrong enable row level security; create policy tenant_isolation on wrong using (${isolation}) with check (${isolation})`,
  ],
  [
    'policy-missing',
    `create table wrong (${good}); alter table wrong enable row level security; alter table wrong force row level security`,
  ],
  [
    'policy-text',
    `create table wrong (${good}); select app.protect('wrong', 'select'); drop policy tenant_isolation on wrong; create policy tenant_isolation on wrong using (true) with check (${isolation})`,
  ],
  [
    'policy-text',
    `create table wrong (${good}); select app.protect('wrong', 'select'); drop policy tenant_isolation on wrong; create policy tenant_isolation on wrong using (${isolation})`,
  ],
  [
    'policy-extra',
    `create table wrong (${good}); select app.protect('wrong', 'select'); create policy also on wrong to souk_app using (true)`,
  ],
  ['policy-extra', `create policy also on orders for select using (true)`],
  ['policy-extra', `create policy also on orders for select to souk_auth using (true)`],
  [
    'tenant-column',
    `create table wrong (id uuid primary key); alter table wrong enable row level security; alter table wrong force row level security`,
  ],
  [
    'tenant-nullable',
    `create table wrong (tenant_id uuid, id uuid not null, unique (tenant_id, id)); select app.protect('wrong', 'select')`,
  ],
  [
    'key-without-tenant',
    `create table wrong (tenant_id uuid not null, id uuid primary key); select app.protect('wrong', 'select')`,
  ],
  ['key-without-tenant', `create table wrong (${good}, sku text unique); select app.protect('wrong', 'select')`],
  ['key-without-tenant', `create unique index on products (handle)`],
  [
    'reference-without-tenant',
    `create table wrong (${good}, account_id uuid references staff_accounts (id), order_id uuid); alter table orders add constraint loose unique (id); alter table wrong add foreign key (order_id) references orders (id); select app.protect('wrong', 'select')`,
  ],
  [
    'reference-sets-null',
    `create table wrong (${good}, order_id uuid, foreign key (tenant_id, order_id) references orders (tenant_id, id) on delete set null); select app.protect('wrong', 'select')`,
  ],
  [
    'global-refers-to-tenant',
    `alter table staff_handoffs add order_id uuid; alter table staff_handoffs add foreign key (tenant_id, order_id) references orders (tenant_id, id)`,
  ],
  ['serial-column', `create table wrong (${good}, n bigserial); select app.protect('wrong', 'select')`],
  [
    'serial-column',
    `create table wrong (${good}, n bigint generated always as identity); select app.protect('wrong', 'select')`,
  ],
  [
    'enum-column',
    `create type mood as enum ('a'); create table wrong (${good}, mood mood); select app.protect('wrong', 'select')`,
  ],
  [
    'trigger',
    `create function app.nothing() returns trigger language plpgsql as 'begin return new; end'; create trigger wrong before insert on orders for each row execute function app.nothing()`,
  ],
  ['grant-truncate', `grant truncate on orders to souk_app`],
  ['grant-append-only', `grant update on stock_movements to souk_app`],
  ['grant-append-only', `grant delete on journal_lines to souk_app`],
  ['grant-to-all', `grant select on orders to public`],
  ['grant-to-all', `grant select on orders to souk_auth`],
  ['grant-ownership', `create role souk_helper; grant souk_helper to souk_app`],
  [
    'grant-ownership',
    `create table wrong (${good}); select app.protect('wrong', 'select'); alter table wrong owner to souk_app`,
  ],
  ['global-unbound', `alter table tenants no force row level security`],
  ['global-unbound', `drop policy tenant_isolation on tenant_hosts`],
  ['role-bypasses', `alter role souk_app bypassrls`],
  ['role-bypasses', `alter role souk_relay superuser`],
  ['view-without-invoker', `create view wrong as select * from orders; grant select on wrong to souk_app`],
  [
    'definer-function',
    `create function public.wrong() returns bigint language sql security definer as 'select count(*) from orders'`,
  ],
  ['function-for-all', `create function app.wrong() returns int language sql security definer as 'select 1'`],
]

for (const [rule, sql] of faults) {
  test(`a fault of the kind "${rule}" is caught: ${sql.slice(0, 90).replace(`(${good})`, '(...)')}`, async () => {
    await superuser.query('begin')
    const found = await superuser
      .query(sql)
      .then(() => findPolicyFaults(superuser))
      .finally(() => superuser.query('rollback'))
    expect(found.map((fault) => fault.rule)).toContain(rule)
  })
}
