import { migrate } from '@souk/db/migrate'
import { prepareDatabase } from '@souk/db/embedded'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { SYSTEM_ROLES } from './permissions.ts'

// A shop that was opened with the first version of the database has, after the upgrade, what a shop opened today has.

const name = `souk_upgrade_${process.pid}`
const postgres = inject('postgres')
const url = (role: string, password: string, database = name) =>
  `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${postgres.port}/${database}`
const passwords = { app: postgres.appPassword, auth: postgres.authPassword, relay: postgres.relayPassword }
const owner = () => url('souk_owner', postgres.ownerPassword)
/** The permissions that the first version of the database was opened with; a later one needs a migration. */
const FIRST_PERMISSIONS = [
  'orders:read',
  'orders:capture',
  'orders:cancel',
  'orders:refund',
  'fulfillment:write',
  'catalog:read',
  'catalog:write',
  'catalog:import',
  'inventory:read',
  'inventory:adjust',
  'customers:read',
  'service:read',
  'service:answer',
  'staff:read',
  'staff:manage',
  'basics:audit',
  'tenants:settings',
]
let database: pg.Client

beforeAll(async () => {
  await prepareDatabase(url('postgres', postgres.superPassword, 'postgres'), name, postgres.ownerPassword)
  await migrate(owner(), { passwords, upTo: '20261122160000_init' })
  database = new pg.Client({ connectionString: url('postgres', postgres.superPassword) })
  await database.connect()
  await database.query(
    `insert into tenants (slug, name, currency, locale, country) values ('old', 'Old', 'EUR', 'en', 'DE')`,
  )
  for (const { key, name: words } of SYSTEM_ROLES)
    await database.query(
      `insert into roles (tenant_id, key, name, permissions, system)
       select id, $1, $2, string_to_array($3, ','), true from tenants`,
      [key, words, FIRST_PERMISSIONS.join(',')],
    )
}, 60_000)
afterAll(async () => {
  await database.end()
  const admin = new pg.Client({ connectionString: url('postgres', postgres.superPassword, 'postgres') })
  await admin.connect()
  await admin.query(['drop database if exists', name, 'with (force)'].join(' '))
  await admin.end()
})

test('every permission that came since is given to the roles that have it in a new shop, and to no other', async () => {
  const first = new Set<string>(FIRST_PERMISSIONS)
  await migrate(owner(), { passwords })
  const { rows } = await database.query<{ key: string; permissions: string[] }>(`select key, permissions from roles`)
  for (const role of SYSTEM_ROLES) {
    const now = rows.find(({ key }) => key === role.key)!.permissions
    const came = (permissions: readonly string[]) => permissions.filter((one) => !first.has(one)).toSorted()
    expect(came(now), role.key).toEqual(came(role.permissions))
  }
}, 60_000)
