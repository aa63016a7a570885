import { appRouter, createCaller, transformer, type Context } from '@souk/api'
import { findMember, type StaffActor } from '@souk/api/identity'
import type { Tenant } from '@souk/api/tenants'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { z } from 'zod'
import { sampleInput } from './sample-input.ts'
import { samples } from './samples.ts'
import { tenantIds, tenantSnapshot } from './tenant-snapshot.ts'
import { openTwoDemoShops, type TwoDemoShops } from './two-demo-shops.ts'

// Every procedure of the API, asked by the owner of one demo shop for the records of the other. A procedure added
// tomorrow is walked tomorrow: the walk reads the router itself.

type Procedure = { _def: { type: string; inputs: z.ZodType[]; meta?: { audience: string; permission?: string } } }
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>)

let shops: TwoDemoShops
let superuser: pg.Client
let context: Context
let victim: Tenant
let victimIds: Map<string, string>
let before: Record<string, string>
let secrets: string[]

beforeAll(async () => {
  shops = await openTwoDemoShops(inject('postgres'))
  const { db, auth, filesDir, asker: tenant } = shops
  ;({ superuser, victim } = shops)
  const { rows } = await superuser.query<{ id: string }>(
    "select account_id as id from memberships where tenant_id = $1 and role_key = 'owner'",
    [tenant.id],
  )
  const staff = (await findMember(db.inTenant, tenant.id, rows[0]!.id)) as StaffActor
  const { rows: customers } = await superuser.query<{ id: string; email: string; name: string }>(
    'select id, email, name from customers where tenant_id = $1 limit 1',
    [tenant.id],
  )
  const request = { id: crypto.randomUUID(), ip: '127.0.0.1', userAgent: null, origin: 'http://kumo.localhost' }
  context = { db, auth, filesDir, tenant, staff, customer: customers[0]!, account: null, cartToken: null, request }
  victimIds = await tenantIds(superuser, victim.id)
  const { rows: keys } = await superuser.query<{ token: string; reference: string }>(
    'select o.public_token as token, c.reference from orders o, sandbox_charges c where o.tenant_id = $1 and c.tenant_id = $1 limit 1',
    [victim.id],
  )
  victimIds.set('token', keys[0]!.token).set('reference', keys[0]!.reference)
  secrets = [victim.id, 'Halden', ...(await victimTexts())]
  before = await tenantSnapshot(superuser, victim.id)
}, 60_000)
afterAll(() => shops.close())

/** Strings that stand only in the victim's rows. */
async function victimTexts(): Promise<string[]> {
  const { rows } = await superuser.query<{ text: string }>(
    `select email as text from customers where tenant_id = $1 union select title from products where tenant_id = $1
     union select public_token from orders where tenant_id = $1 union select id::text from orders where tenant_id = $1
     union select id::text from products where tenant_id = $1 union select id::text from product_variants where tenant_id = $1`,
    [victim.id],
  )
  return rows.map(({ text }) => text)
}

/** The table whose ids a field takes: `orderId` those of orders; a bare `id` those of the router's own records. */
function victimId(field: string, router: string): string | undefined {
  if (victimIds.has(field)) return victimIds.get(field)
  const noun = field === 'id' || field === 'ids' ? router : field.replace(/Ids?$/, '')
  const tables = [
    noun,
    `${noun}s`,
    `${noun}es`,
    `product_${noun}s`,
    ...(samples.tables[`${router}.${field}`] ?? samples.tables[noun] ?? []),
  ]
  return tables.map((table) => victimIds.get(table.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`))).find(Boolean)
}

/** An id, a token or a reference of the right form that nobody has. */
function randomId(field: string): string {
  const id = crypto.randomUUID()
  if (field === 'token') return id.replaceAll('-', '')
  return field === 'reference' ? `sbx_${id.replaceAll('-', '')}` : id
}

const inputOf = (path: string, { _def }: Procedure, id: (field: string, router: string) => unknown): unknown => {
  const schema = _def.inputs[0]
  if (!schema) return undefined
  const router = path.split('.')[0]!
  const named = samples.inputs[path]
  const value = (field: string, at: string) =>
    named?.[at.slice(1)] ?? (/(?:ids?|^token|^reference)$/i.test(field) ? id(field, router) : undefined)
  return sampleInput(schema, value)
}

type Answer = { told: string; code?: string | undefined }

async function ask(path: string, input: unknown, as: Partial<Context> = {}): Promise<Answer> {
  const caller = createCaller({ ...context, ...as }) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >
  const [router, ...rest] = path.split('.')
  const call = rest.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller[router!]) as (
    input: unknown,
  ) => Promise<unknown>
  try {
    return { told: transformer.serialize(await call(input)) }
  } catch (error) {
    const { message, code, cause } = error as {
      message: string
      code: string
      cause?: { detail?: unknown; fields?: unknown; code?: string }
    }
    return { told: transformer.serialize([message, cause?.detail, cause?.fields]), code: cause?.code ?? code }
  }
}

describe.each(procedures)('%s', (path, procedure) => {
  test("asked for the neighbour's records it refuses as it refuses an unknown id, or shows nothing of them (T08, T09, T10, T11)", async () => {
    const input = inputOf(path, procedure, victimId)
    const schema = procedure._def.inputs[0]
    if (schema)
      expect(schema.safeParse(input).error, `give ${path} a sample in test/isolation/samples.ts`).toBeUndefined()
    const answer = await ask(path, input)
    expect(answer.code, answer.told).not.toBe('INTERNAL_SERVER_ERROR')
    for (const secret of secrets) expect(answer.told).not.toContain(secret)
    // Without an id there is nothing to compare: a second registration may well be told that there is one already.
    const other = inputOf(path, procedure, randomId)
    if (transformer.serialize(other) === transformer.serialize(inputOf(path, procedure, () => undefined))) return
    expect((await ask(path, other)).code).toBe(answer.code)
  })

  if (procedure._def.meta?.audience === 'staff') {
    test('signed out it refuses; a customer is no member of staff', async () => {
      const input = inputOf(path, procedure, victimId)
      expect((await ask(path, input, { staff: null })).code).toBe('signed_out')
      expect((await ask(path, input, { staff: null, customer: null })).code).toBe('signed_out')
    })
    test('without its permission a member is refused', async () => {
      if (!procedure._def.meta?.permission) return
      const powerless = { ...context.staff!, permissions: new Set<never>() }
      expect((await ask(path, inputOf(path, procedure, victimId), { staff: powerless })).code).toBe('forbidden')
    })
  }
})

test('after all that, not one row of the neighbour has changed (T03, T07)', async () => {
  expect(await tenantSnapshot(superuser, victim.id)).toEqual(before)
})

test('the walk reaches every procedure there is', () => {
  expect(procedures.length).toBeGreaterThan(40)
})
