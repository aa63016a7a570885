import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runningProduct } from '../test/running-product.ts'
import { rawRequest, signInCookie } from './raw-request.ts'
import { addressOf, shopRoutes } from './shop-routes.ts'

// Every address of the web app, asked on one shop's host, as its owner, for the records of the other shop. The addresses are
// read from the routes folder, so a route added tomorrow is asked tomorrow.

const product = runningProduct()
const port = product.ports.web
const owner = product.signIns.find(({ address, role }) => address.includes('kumo') && role === 'owner')!
const kumo = `kumo.localhost:${port}`
const halden = `halden.localhost:${port}`
let superuser: pg.Client
let cookie: string
let ids: Record<string, string>
let secrets: string[]

beforeAll(async () => {
  superuser = await product.connect()
  cookie = await signInCookie(port, 'kumo', owner.email, owner.password)
  const { rows } = await superuser.query<Record<string, string>>(
    `select t.id as tenant, o.id as orders, o.public_token as token, p.id as products, p.handle as handle, c.id as collections,
       s.id as complaints, k.id as customers, f.id as files, f.filename as filename, v.id as inventory, b.reference as reference
     from tenants t, orders o, products p, collections c, complaints s, stored_files f, product_variants v, sandbox_charges b, customers k
     where t.slug = 'halden' and o.tenant_id = t.id and p.tenant_id = t.id and c.tenant_id = t.id and s.tenant_id = t.id
       and f.tenant_id = t.id and v.tenant_id = t.id and b.tenant_id = t.id and k.tenant_id = t.id and f.purpose = 'product' limit 1`,
  )
  ids = rows[0]!
  const texts = await superuser.query<{ text: string }>(
    `select email as text from customers where tenant_id = $1 union select title from products where tenant_id = $1
     union select public_token from orders where tenant_id = $1 union select name from orders where tenant_id = $1`,
    [ids.tenant],
  )
  // Names that both demo shops happen to have are no secret of either.
  const shared = await superuser.query<{ text: string }>(
    'select distinct name as text from orders where tenant_id <> $1',
    [ids.tenant],
  )
  const known = new Set(shared.rows.map(({ text }) => text))
  secrets = texts.rows.map(({ text }) => text).filter((text) => !known.has(text))
})
afterAll(() => superuser.end())

/** The addresses of the app with the neighbour's ids in their places: `/admin/orders/[id]` becomes one of its orders. */
function addresses(): string[] {
  return shopRoutes().map((route) => addressOf(route, idFor))
}

function idFor(route: string, name: string): string {
  if (name === 'fileId' || route.includes('/media/[id]')) return ids.files!
  if (name === 'tenantId') return ids.tenant!
  if (name === 'name') return encodeURIComponent(ids.filename!)
  if (name === 'records') return 'brands'
  if (name in ids) return ids[name]!
  const kind = /\/(\w+)\/\[id\]/.exec(route)?.[1]
  return (kind && ids[kind]) || ids.orders!
}

const ask = (host: string, path: string, headers: Record<string, string> = {}) =>
  rawRequest(port, host, path, { headers })

describe("the owner of one shop, with the other's ids in hand", () => {
  test('no address of the own host shows anything of the neighbour (T08)', async () => {
    const asked = addresses()
    expect(asked.length).toBeGreaterThan(35)
    for (const path of asked) {
      const answer = await ask(kumo, path, { cookie })
      expect(answer.status, path).toBeLessThan(500)
      for (const secret of secrets) expect(answer.body.includes(secret) && `${path} shows ${secret}`).toBe(false)
    }
  })

  test('a record of the neighbour is not found, exactly like one that does not exist', async () => {
    const records = addresses().filter(
      (path) => Object.values(ids).some((id) => path.includes(id)) && !path.startsWith('/api'),
    )
    expect(records.length).toBeGreaterThan(8)
    for (const path of records) {
      const nobody = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, crypto.randomUUID()).replace(ids.token!, 'a'.repeat(32))
      const [neighbour, missing] = [await ask(kumo, path, { cookie }), await ask(kumo, nobody, { cookie })]
      expect([404, 405, missing.status], path).toContain(neighbour.status)
      expect(neighbour.status, path).toBe(missing.status)
    }
  })

  test("at the neighbour's own host the cookie is nobody's: the back office asks to sign in", async () => {
    const offices = addresses().filter(
      (path) => /^\/admin(\/|$)/.test(path) && !/\/(sign-in|sign-out|enter|join)/.test(path),
    )
    expect(offices.length).toBeGreaterThan(15)
    for (const path of offices) {
      const answer = await ask(halden, path, { cookie })
      expect(answer.status, path).toBe(303)
      expect(answer.headers.location, path).toContain('/admin/sign-in')
    }
  })
})

test('two hundred requests for both hosts over the same connections: no page of one shop is answered for the other', async () => {
  const names: Record<string, string> = { [kumo]: 'Kumo Cycles', [halden]: 'Halden Studio' }
  const hosts = Array.from({ length: 200 }, (_, index) => (index % 2 ? kumo : halden))
  const answers = await Promise.all(hosts.map((host) => ask(host, '/collections')))
  for (const [index, { status, body }] of answers.entries()) {
    const host = hosts[index]!
    expect(status).toBe(200)
    expect(body).toContain(names[host])
    expect(body).not.toContain(names[host === kumo ? halden : kumo])
  }
})
