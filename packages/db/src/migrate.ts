import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

export type RolePasswords = { app: string; auth: string; relay: string }

const migrationsDir = fileURLToPath(new URL('../prisma/migrations', import.meta.url))
const tenancyFile = fileURLToPath(new URL('../sql/tenancy.sql', import.meta.url))

/** The key that Prisma Migrate locks, so that the two never run at once. */
const MIGRATION_LOCK = 72707369

/**
 * Brings a database up to date: roles, tenancy functions, then every migration not yet applied, each in a transaction.
 * Keeps Prisma's own bookkeeping, so `prisma migrate status` agrees. Throws when an applied migration was edited.
 */
export async function migrate(
  ownerUrl: string,
  options: {
    passwords: RolePasswords
    /** The last migration to apply, for a database as it was at an earlier time. */
    upTo?: string
  },
): Promise<{ applied: string[] }> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options: '-c timezone=UTC -c client_min_messages=warning',
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await createRoles(client, options.passwords)
    await client.query(readFileSync(tenancyFile, 'utf8'))
    return { applied: await applyMigrations(client, options.upTo) }
  } finally {
    await client.end()
  }
}

/**
 * Roles belong to the whole cluster, so another database may have made them already. What a session needs to be set to is
 * set on its role: PgBouncer refuses a client that asks for it while it connects.
 */
async function createRoles(client: pg.Client, passwords: RolePasswords): Promise<void> {
  const limits = {
    // A list that looks for a hundred thousand orders keeps them in memory; and no page is worth compiling for.
    souk_app: {
      password: passwords.app,
      statement_timeout: '15s',
      idle_in_transaction_session_timeout: '20s',
      work_mem: '16MB',
      jit: 'off',
    },
    souk_auth: { password: passwords.auth, statement_timeout: '5s', idle_in_transaction_session_timeout: '10s' },
    // A relay that froze inside a transaction lets go of the lease's row before anyone has to wait for it.
    souk_relay: {
      password: passwords.relay,
      statement_timeout: '15s',
      idle_in_transaction_session_timeout: '2s',
      lock_timeout: '2s',
    },
  }
  for (const [role, { password, ...settings }] of Object.entries(limits)) {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [role])
    // Only who has an attribute may set or clear it on an existing role, and the owner has no createdb.
    if (!known.rowCount)
      await client.query(`create role ${pg.escapeIdentifier(role)} nocreatedb nocreaterole noinherit`)
    await client.query(`alter role ${pg.escapeIdentifier(role)} login password ${pg.escapeLiteral(password)}`)
    for (const [name, value] of Object.entries({ timezone: 'UTC', lock_timeout: '10s', ...settings }))
      await client.query(
        `alter role ${pg.escapeIdentifier(role)} set ${pg.escapeIdentifier(name)} = ${pg.escapeLiteral(value)}`,
      )
  }
}

async function applyMigrations(client: pg.Client, upTo?: string): Promise<string[]> {
  await client.query(`create table if not exists _prisma_migrations (
    id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
    logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`)
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'select migration_name, checksum from _prisma_migrations where rolled_back_at is null',
  )
  const known = new Map(rows.map((row) => [row.migration_name, row.checksum]))
  const applied: string[] = []
  for (const name of migrationNames().filter((one) => upTo === undefined || one <= upTo)) {
    const sql = readFileSync(`${migrationsDir}/${name}/migration.sql`, 'utf8')
    const checksum = createHash('sha256').update(sql).digest('hex')
    if (known.has(name)) {
      if (known.get(name) !== checksum) throw new Error(`Migration ${name} was edited after it was applied.`)
      continue
    }
    await applyOne(client, name, sql, checksum)
    applied.push(name)
  }
  return applied
}

async function applyOne(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query(
      'insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) values ($1, $2, $3, now(), 1)',
      [randomUUID(), checksum, name],
    )
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed: ${(cause as Error).message}`, { cause })
  }
}

const migrationNames = (): string[] =>
  readdirSync(migrationsDir)
    .filter((name) => /^\d{14}_/.test(name))
    .toSorted()
