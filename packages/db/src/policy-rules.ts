import type { ClientBase } from 'pg'

export type PolicyFault = { rule: string; object: string }

/** The global tables, and the only ones; every other table belongs to tenants. */
const GLOBAL = [
  'tenants',
  'tenant_hosts',
  'staff_accounts',
  'staff_sessions',
  'staff_handoffs',
  'relay_leases',
  '_prisma_migrations',
]

/** Global tables of which souk_app sees only the rows of its tenant. */
const BOUND_GLOBAL = ['tenants', 'tenant_hosts']

/** Policies besides tenant_isolation: role souk_auth's look-ups before a tenant is known, and the relay's search for work. */
const EXTRA_POLICIES = [
  'tenants.own_tenant',
  'tenants.lookup',
  'tenant_hosts.lookup',
  'memberships.lookup',
  'outbox_events.relay_finds',
  'jobs.relay_finds',
]

/** Tables that no one but their owner may change or empty once written. */
const APPEND_ONLY = [
  'audit_entries',
  'journal_entries',
  'journal_lines',
  'stock_movements',
  'sandbox_operations',
  'complaint_messages',
]

/** Besides souk_app, who may touch which tenant table. */
const OTHER_GRANTS = [
  'souk_auth memberships',
  'souk_auth tenant_hosts',
  'souk_relay outbox_events',
  'souk_relay logged_events',
  'souk_relay event_heads',
  'souk_relay jobs',
]

const ISOLATION = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)"

// Every query lists the objects that break its rule; $1 holds the global tables. Objects of extensions are left out.
const tables = `select c.oid, c.relname::text as name, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')`
const tenantTables = `select * from (${tables}) t where name <> all($1)`
const keyColumns = (list: string) => `(select array_agg(a.attname::text order by k.position)
  from unnest(${list}) with ordinality k(number, position) join pg_attribute a on a.attrelid = x.table_id and a.attnum = k.number)`

const RULES: Record<string, string> = {
  'rls-enabled': `select name from (${tenantTables}) t where not relrowsecurity`,
  'rls-forced': `select name from (${tenantTables}) t where not relforcerowsecurity`,
  'policy-missing': `select name from (${tenantTables}) t where not exists (
    select from pg_policy p where p.polrelid = t.oid and p.polname = 'tenant_isolation')`,
  'policy-text': `select t.name from (${tenantTables}) t join pg_policy p on p.polrelid = t.oid and p.polname = 'tenant_isolation'
    where pg_get_expr(p.polqual, p.polrelid) is distinct from $2 or pg_get_expr(p.polwithcheck, p.polrelid) is distinct from $2
      or p.polcmd <> '*' or not p.polpermissive or p.polroles <> '{0}'`,
  'policy-extra': `select t.name || '.' || p.polname from (${tables}) t join pg_policy p on p.polrelid = t.oid
    where p.polname <> 'tenant_isolation' and t.name || '.' || p.polname <> all($3)`,
  'tenant-column': `select name from (${tenantTables}) t where not exists (
    select from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id' and a.atttypid = 'uuid'::regtype)`,
  'tenant-nullable': `select name from (${tenantTables}) t join pg_attribute a on a.attrelid = t.oid
    where a.attname = 'tenant_id' and not a.attnotnull`,
  'key-without-tenant': `select t.name || '.' || c.relname from (${tenantTables}) t
    join pg_index i on i.indrelid = t.oid and i.indisunique join pg_class c on c.oid = i.indexrelid
    where coalesce((select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0]), '') <> 'tenant_id'`,
  'reference-without-tenant': `select t.name || '.' || x.conname
    from (select *, conrelid as table_id from pg_constraint where contype = 'f') x
    join (${tenantTables}) t on t.oid = x.conrelid join (${tenantTables}) f on f.oid = x.confrelid
    where (${keyColumns('x.conkey')})[1] is distinct from 'tenant_id'
      or (select a.attname from pg_attribute a where a.attrelid = x.confrelid and a.attnum = x.confkey[1]) is distinct from 'tenant_id'`,
  'reference-sets-null': `select t.name || '.' || k.conname from pg_constraint k join (${tenantTables}) t on t.oid = k.conrelid
    where k.contype = 'f' and (k.confdeltype in ('n', 'd') or k.confupdtype in ('n', 'd'))`,
  'global-refers-to-tenant': `select k.conname::text from pg_constraint k join (${tables}) g on g.oid = k.conrelid
    join (${tenantTables}) t on t.oid = k.confrelid where k.contype = 'f' and g.name = any($1)`,
  'serial-column': `select t.name || '.' || a.attname from (${tenantTables}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0
    left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
    where a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval%'`,
  'enum-column': `select t.name || '.' || a.attname from (${tenantTables}) t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 join pg_type y on y.oid = a.atttypid where y.typtype = 'e'`,
  'global-unbound': `select name from (${tables}) t where name = any($6) and not (relrowsecurity and relforcerowsecurity and exists (
    select from pg_policy p where p.polrelid = t.oid and pg_get_expr(p.polqual, p.polrelid) like '%app.tenant_id%'))`,
  trigger: `select t.name || '.' || g.tgname from (${tenantTables}) t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal`,
  'grant-truncate': `select table_name || ' to ' || grantee from information_schema.role_table_grants
    where table_schema = 'public' and grantee like 'souk\\_%' and grantee <> 'souk_owner' and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')`,
  'grant-append-only': `select table_name || ' to ' || grantee from information_schema.role_table_grants
    where table_name = any($4) and grantee <> 'souk_owner' and grantee <> 'postgres' and privilege_type not in ('SELECT', 'INSERT')`,
  'grant-to-all': `select distinct g.table_name || ' to ' || g.grantee from information_schema.role_column_grants g join (${tenantTables}) t on t.name = g.table_name
    where g.table_schema = 'public' and (g.grantee = 'PUBLIC'
      or (g.grantee in ('souk_auth', 'souk_relay') and g.grantee || ' ' || g.table_name <> all($5)))`,
  'grant-ownership': `select member.rolname::text from pg_auth_members m join pg_roles member on member.oid = m.member
    where member.rolname in ('souk_app', 'souk_auth', 'souk_relay')
    union all select name from (${tables}) t join pg_class c on c.oid = t.oid join pg_roles r on r.oid = c.relowner
    where r.rolname in ('souk_app', 'souk_auth', 'souk_relay')`,
  'role-bypasses': `select rolname::text from pg_roles where rolname like 'souk\\_%' and (rolbypassrls or rolsuper)`,
  'view-without-invoker': `select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'app') and c.relkind in ('v', 'm') and not coalesce('security_invoker=true' = any(c.reloptions), false)
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
  'definer-function': `select p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'app') and p.prosecdef and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  'function-for-all': `select p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'app' and has_function_privilege('souk_app', p.oid, 'execute')`,
}

/** Reads the database's own catalogue and returns every object that breaks a rule of tenancy. Changes nothing. */
export async function findPolicyFaults(client: Pick<ClientBase, 'query'>): Promise<PolicyFault[]> {
  const lists = [GLOBAL, ISOLATION, EXTRA_POLICIES, APPEND_ONLY, OTHER_GRANTS, BOUND_GLOBAL]
  const faults: PolicyFault[] = []
  for (const [rule, sql] of Object.entries(RULES)) {
    const { text, values } = numbered(sql, lists)
    const { rows } = await client.query<Record<string, string>>(text, values)
    faults.push(...rows.map((row) => ({ rule, object: Object.values(row)[0]! })))
  }
  return faults
}

/** Postgres wants exactly the parameters that a statement names: keeps those, renumbered. */
function numbered(sql: string, lists: unknown[]): { text: string; values: unknown[] } {
  const used = [...new Set([...sql.matchAll(/\$(\d)/g)].map((match) => Number(match[1])))].toSorted()
  return {
    text: sql.replace(/\$(\d)/g, (_, digit: string) => `$${used.indexOf(Number(digit)) + 1}`),
    values: used.map((number) => lists[number - 1]),
  }
}
