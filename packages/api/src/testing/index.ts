import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAuthPool, createDb, type AuthPool, type Db, type TenantTx } from '@souk/db'
import { cloneDatabase, type TestDatabase, type TestPostgres } from '@souk/db/testing'
import type { Context } from '../context.ts'
import { findMember, type CustomerActor } from '../identity/index.ts'
import { openShop } from '../onboarding/index.ts'
import { createCaller, type Api } from '../root.ts'
import { findTenantByHost, type Tenant } from '../tenants/index.ts'

/** One of the two standing tenants of every test, with a member for each role. */
export type TestShop = {
  tenant: Tenant
  /** Runs work in a transaction of this shop, as the API does. */
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>
  /** The API as a guest, as a customer, or as the member with this role. */
  as: (who: 'guest' | CustomerActor | { role: string }, more?: Partial<Context>) => Promise<Api>
  /** The account id of the member with this role. */
  memberId: (role: string) => string
}

export type TestShops = {
  database: TestDatabase
  db: Db
  auth: AuthPool
  filesDir: string
  acme: TestShop
  globex: TestShop
  /** The API on the platform's own host. */
  platform: (account?: Context['account']) => Api
  close: () => Promise<void>
}

const ROLES = ['owner', 'manager', 'catalog', 'fulfilment', 'support', 'accountant']

/**
 * A database of the test file's own with two shops, `acme` (EUR, Germany) and `globex` (JPY, Japan), reached as souk_app
 * like the product does. `const shops = await openTestShops(inject('postgres'))` in beforeAll, `shops.close()` in afterAll.
 */
export async function openTestShops(postgres: TestPostgres): Promise<TestShops> {
  const database = await cloneDatabase(postgres)
  const db = createDb(database.urls.app)
  const auth = createAuthPool(database.urls.auth)
  const filesDir = mkdtempSync(join(tmpdir(), 'souk-files-of-test-'))
  const doors = { db, auth, filesDir }
  return {
    database,
    ...doors,
    acme: await openTestShop(doors, 'acme', 'DE'),
    globex: await openTestShop(doors, 'globex', 'JP'),
    platform: (account = null) => createCaller(contextFor(doors, { account })),
    close: async () => {
      await db.close()
      await auth.end()
      await database.drop()
      rmSync(filesDir, { recursive: true, force: true })
    },
  }
}

type Doors = { db: Db; auth: AuthPool; filesDir: string }

async function openTestShop(doors: Doors, slug: string, country: string): Promise<TestShop> {
  const members = new Map(ROLES.map((role) => [role, crypto.randomUUID()]))
  const tenantId = crypto.randomUUID()
  const by = { kind: 'system', id: null, name: 'Test' } as const
  await doors.db.inTenant(tenantId, async (tx) => {
    for (const [role, accountId] of members) await insertAccount(tx, accountId, `${role}@${slug}.example`)
    const owner = { accountId: members.get('owner')!, email: `owner@${slug}.example`, name: 'Olga Owner' }
    await openShop(tx, { slug: `${slug}-${tenantId.slice(0, 8)}`, name: slug, country, owner }, by)
    for (const [roleKey, accountId] of members) {
      if (roleKey === 'owner') continue
      await tx.membership.create({
        data: { tenantId, accountId, roleKey, email: `${roleKey}@${slug}.example`, name: roleKey },
      })
    }
  })
  const tenant = (await findTenantByHost(doors.auth, `${slug}-${tenantId.slice(0, 8)}.localhost`, 'localhost'))!
  const as: TestShop['as'] = async (who, more = {}) => {
    const staff =
      typeof who === 'object' && 'role' in who
        ? await findMember(doors.db.inTenant, tenantId, members.get(who.role)!)
        : null
    const customer = typeof who === 'object' && !('role' in who) ? who : null
    return createCaller(contextFor(doors, { tenant, staff, customer, ...more }))
  }
  return { tenant, inTenant: (work) => doors.db.inTenant(tenantId, work), as, memberId: (role) => members.get(role)! }
}

async function insertAccount(tx: TenantTx, id: string, email: string): Promise<void> {
  await tx.$executeRaw`
    insert into staff_accounts (id, email, email_norm, name, password_hash)
    values (${id}::uuid, ${email}, ${`${id}.${email}`}, ${email}, 'no password opens this account')`
}

function contextFor(doors: Doors, more: Partial<Context>): Context {
  return {
    ...doors,
    tenant: null,
    staff: null,
    customer: null,
    account: null,
    cartToken: null,
    request: { id: crypto.randomUUID(), ip: '127.0.0.1', userAgent: 'test', origin: 'http://shop.localhost' },
    ...more,
  }
}
