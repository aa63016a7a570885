import pg from 'pg'

/** What a tenant owns: a digest of its rows, table by table. Read as the superuser, past every policy. */
export async function tenantSnapshot(superuser: pg.Client, tenantId: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {}
  for (const table of await tenantTables(superuser)) {
    const sql =
      "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from " +
      `${pg.escapeIdentifier(table)} t where tenant_id = $1`
    const { rows } = await superuser.query<{ digest: string }>(sql, [tenantId])
    digests[table] = rows[0]!.digest
  }
  return digests
}

/** One id of each table of a tenant, by table: what a neighbour would try. */
export async function tenantIds(superuser: pg.Client, tenantId: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const { rows: tables } = await superuser.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'id' and udt_name = 'uuid'
       and table_name in (select table_name from information_schema.columns where column_name = 'tenant_id')`,
  )
  for (const { name } of tables) {
    const sql = `select id from ${pg.escapeIdentifier(name)} where tenant_id = $1 order by id limit 1`
    const { rows } = await superuser.query<{ id: string }>(sql, [tenantId])
    if (rows[0]) ids.set(name, rows[0].id)
  }
  return ids
}

async function tenantTables(superuser: pg.Client): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  )
  return rows.map(({ name }) => name)
}
