import pg from 'pg'

// What people write, by the names of its columns. Keys, states, codes and addresses on the web are not written freely.
const WRITTEN =
  /^(?:title|name|note|text|body|description|alt|filename|vendor|product_type|label|subject|reason|message|line1|line2|city|company|phone|email|sku|barcode|seo_title|seo_description|actor_name|value|summary|error|carrier|tracking_number|carrier_name|contact_name|contact_email|customer_name|tags|option_values|values|options|rule_value|changes|address|contact|snapshot|cells|problem|policies|announcement|tagline|undone_reason)$/
const WRITTEN_KEYS =
  /^(?:title|name|line1|line2|city|company|vendor|alt|tags|value|before|after|\d+|shipping|returns|about)$/

type Column = { table: string; column: string; type: string }
type Row = Record<string, unknown> & { id: string }

/**
 * Appends `text` to everything that somebody wrote in a shop - products, orders, addresses, the audit log, file names -
 * straight in its rows, past every check of the API but not past those of the database. Returns the columns that took it,
 * and what sets everything back.
 */
export async function spoilShop(
  superuser: pg.Client,
  tenantId: string,
  text: string,
): Promise<{ columns: string[]; restore: () => Promise<void> }> {
  // Not as a change of the shop: no trigger answers it.
  await superuser.query("set session_replication_role = 'replica'")
  const spoilt: { one: Column; before: Row[] }[] = []
  for (const one of await writtenColumns(superuser)) {
    const before = await readRows(superuser, one, tenantId)
    const after = before.map((row) => ({ ...row, [one.column]: withText(row[one.column], text, one.type !== 'jsonb') }))
    if (before.length > 0 && (await writeRows(superuser, one, after))) spoilt.push({ one, before })
  }
  const restore = async () => {
    for (const { one, before } of spoilt) await writeRows(superuser, one, before)
  }
  return { columns: spoilt.map(({ one }) => `${one.table}.${one.column}`), restore }
}

async function writtenColumns(superuser: pg.Client): Promise<Column[]> {
  const { rows } = await superuser.query<Column>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb')
       and (select count(*) from pg_attribute k where k.attrelid = c.oid and k.attname in ('tenant_id', 'id')) = 2
     order by 1, 2`,
  )
  return rows.filter(({ column }) => WRITTEN.test(column))
}

async function readRows(superuser: pg.Client, { table, column }: Column, tenantId: string): Promise<Row[]> {
  const { rows } = await superuser.query<Row>(
    `select id, ${pg.escapeIdentifier(column)} from ${pg.escapeIdentifier(table)}
     where tenant_id = $1 and ${pg.escapeIdentifier(column)} is not null`,
    [tenantId],
  )
  return rows
}

/** False when a check of the database does not let such a text into this column. */
async function writeRows(superuser: pg.Client, { table, column }: Column, rows: Row[]): Promise<boolean> {
  try {
    await superuser.query(
      `update ${pg.escapeIdentifier(table)} t set ${pg.escapeIdentifier(column)} = n.${pg.escapeIdentifier(column)}
       from jsonb_populate_recordset(null::${pg.escapeIdentifier(table)}, $1::jsonb) n where t.id = n.id`,
      [JSON.stringify(rows)],
    )
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code?.startsWith('23')) return false
    throw error
  }
}

function withText(value: unknown, text: string, written: boolean): unknown {
  if (typeof value === 'string') return written && value !== '' ? value + text : value
  if (Array.isArray(value)) return value.map((one) => withText(one, text, written))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withText(one, text, WRITTEN_KEYS.test(key))]),
  )
}
