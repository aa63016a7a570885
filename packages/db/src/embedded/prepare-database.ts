import pg from 'pg'

const EXTENSIONS = ['pg_trgm', 'btree_gin', 'unaccent']

/**
 * What only a superuser may do, done before the migrations: the role that owns everything (no superuser, not above row
 * security, but able to create the other roles), the database, and its extensions. Safe to repeat.
 */
export async function prepareDatabase(superUrl: string, database: string, ownerPassword: string): Promise<void> {
  await withClient(superUrl, async (client) => {
    const role = await client.query("select 1 from pg_roles where rolname = 'souk_owner'")
    if (role.rowCount === 0) {
      await client.query(`create role souk_owner login createrole password ${pg.escapeLiteral(ownerPassword)}`)
    }
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)} owner souk_owner`)
  })
  const url = new URL(superUrl)
  url.pathname = `/${database}`
  await createExtensions(url.href)
  await withClient(url.href, markLeakproof)
}

/**
 * Row security keeps a condition off an index when its function might tell of rows that are hidden. What LIKE and ILIKE
 * tell depends on the pattern alone, never on the text they look at, so a superuser may say so; then "contains" is answered
 * from a trigram index. Where nobody may (a managed PostgreSQL), the same queries hold and read every row of the shop.
 */
async function markLeakproof(client: pg.Client): Promise<void> {
  await client.query('alter function textlike(text, text) leakproof')
  await client.query('alter function texticlike(text, text) leakproof')
  // What a field of a document holds is told to who may read the document, and reading it never fails.
  await client.query('alter function jsonb_object_field_text(jsonb, text) leakproof')
}

/** All of them are trusted ones, so a database's owner may create them too. */
export function createExtensions(url: string): Promise<void> {
  return withClient(url, async (client) => {
    for (const name of EXTENSIONS) await client.query(`create extension if not exists ${pg.escapeIdentifier(name)}`)
  })
}

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString, options: '-c client_min_messages=warning' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
