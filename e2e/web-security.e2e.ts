import { beforeAll, describe, expect, test } from 'vitest'
import { runningProduct } from '../test/running-product.ts'
import { rawBytes, rawRequest, signInCookie } from './raw-request.ts'

const product = runningProduct()
const port = product.ports.web
const halden = `halden.localhost:${port}`
const kumo = `kumo.localhost:${port}`
const owner = (shop: string) =>
  product.signIns.find((signIn) => signIn.address.includes(shop) && signIn.role === 'owner')!
let haldenCookie: string

beforeAll(async () => {
  const { email, password } = owner('halden')
  haldenCookie = await signInCookie(port, 'halden', email, password)
})

describe('the host decides the shop, and nothing else does (A11)', () => {
  const get = (host: string, headers: Record<string, string> = {}) => rawRequest(port, host, '/', { headers })

  test('each shop answers under its own host, whatever the port or case', async () => {
    for (const host of [halden, 'halden.localhost', 'HALDEN.localhost:1'])
      expect((await get(host)).body).toContain('Halden Studio')
    expect((await get(kumo)).body).toContain('Kumo Cycles')
    expect((await get(`localhost:${port}`)).body).not.toContain('Kumo Cycles</title>')
  })
  test('an unknown host is no shop, and is not sent to one', async () => {
    for (const host of [
      'nobody.localhost',
      'evil.example',
      'halden.localhost.evil.example',
      'xhalden.localhost',
      'a.halden.localhost',
      '127.0.0.1',
    ])
      expect((await get(host)).status).toBe(404)
  })
  test('a header that is no host name is refused', async () => {
    for (const host of [
      'halden.localhost/../',
      'halden localhost',
      '-',
      '',
      'halden.localhost:99999999',
      'ha"lden.localhost',
    ])
      expect((await get(host)).status).toBe(400)
  })
  test('X-Forwarded-Host and friends move nobody: without a trusted proxy they are thrown away', async () => {
    const spoofed = {
      'x-forwarded-host': 'kumo.localhost',
      forwarded: 'host=kumo.localhost',
      'x-host': 'kumo.localhost',
      'x-forwarded-proto': 'https',
    }
    const answer = await get(halden, spoofed)
    expect(answer.body).toContain('Halden Studio')
    expect(answer.body).not.toContain('Kumo Cycles')
    expect(answer.body).not.toContain('https://halden')
  })
  test('an absolute URI and a doubled Host open no second door', async () => {
    const absolute = await rawBytes(
      port,
      `GET http://kumo.localhost/ HTTP/1.1\r\nHost: ${halden}\r\nConnection: close\r\n\r\n`,
    )
    expect(absolute).not.toMatch(/HTTP\/1.1 200[\s\S]*Kumo Cycles/)
    const doubled = await rawBytes(
      port,
      `GET / HTTP/1.1\r\nHost: ${halden}\r\nHost: ${kumo}\r\nConnection: close\r\n\r\n`,
    )
    expect(doubled).toMatch(/^HTTP\/1.1 400/)
  })
  test("the platform's pages are not on a shop's host", async () => {
    for (const path of ['/platform', '/platform/sign-up', '/shops'])
      expect((await rawRequest(port, halden, path)).status).toBe(404)
  })
})

describe('a session opens its own shop alone (A06)', () => {
  test('the back office opens with its own cookie', async () => {
    expect((await rawRequest(port, halden, '/admin/orders', { headers: { cookie: haldenCookie } })).status).toBe(200)
  })
  test('the same cookie on another shop leads to its sign-in', async () => {
    const answer = await rawRequest(port, kumo, '/admin/orders', { headers: { cookie: haldenCookie } })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toContain('/admin/sign-in')
  })
  test('as a customer cookie or a platform cookie it opens nothing', async () => {
    const token = /souk_staff=([a-z2-7]+)/.exec(haldenCookie)![1]!
    const account = await rawRequest(port, halden, '/account', { headers: { cookie: `souk_customer=${token}` } })
    expect(account.body).not.toContain('Sign out')
    const shops = await rawRequest(port, `localhost:${port}`, '/shops', {
      headers: { cookie: `souk_platform=${token}` },
    })
    expect(shops.headers.location).toContain('/sign-in')
  })
  test('pages made for one person are kept by nobody', async () => {
    const answer = await rawRequest(port, halden, '/admin/orders', { headers: { cookie: haldenCookie } })
    expect(answer.headers['cache-control']).toBe('private, no-store')
    expect(String(answer.headers.vary)).toMatch(/cookie/i)
  })
})

describe('another site changes nothing (A08, A10)', () => {
  const attack = (headers: Record<string, string>, path = '/api/trpc/tenants.save', body = '{}') =>
    rawRequest(port, halden, path, { method: 'POST', headers: { cookie: haldenCookie, ...headers }, body })
  const types = [
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/x-www-form-urlencoded',
    '',
  ]

  test('a change over the API is refused from a foreign, a sibling, a null and an absent origin, in every content type', async () => {
    const origins = [
      'http://evil.example',
      `http://${kumo}`,
      `http://localhost:${port}`,
      'null',
      `http://${halden}.evil.example`,
      `http://evil${halden}`,
      `https://${halden}`,
    ]
    for (const type of types) {
      for (const origin of origins)
        expect((await attack({ origin, ...(type && { 'content-type': type }) })).status).toBe(403)
      expect((await attack({ ...(type && { 'content-type': type }) })).status).toBe(403)
    }
  })
  test('with the right origin only JSON is read', async () => {
    for (const type of types.slice(1))
      expect((await attack({ origin: `http://${halden}`, ...(type && { 'content-type': type }) })).status).toBe(415)
  })
  test('a browser that says cross-site or same-site is refused even with the right origin', async () => {
    for (const site of ['cross-site', 'same-site'])
      expect(
        (await attack({ origin: `http://${halden}`, 'sec-fetch-site': site, 'content-type': 'application/json' }))
          .status,
      ).toBe(403)
  })
  test('forms of other sites are refused; a method override and a GET change nothing', async () => {
    const form = { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' }
    expect((await attack(form, '/admin/sign-out', '')).status).toBe(403)
    expect((await attack({ ...form, origin: `http://${kumo}` }, '/admin/sign-out', '')).status).toBe(403)
    const overridden = await rawRequest(port, halden, '/admin/sign-out', {
      headers: { cookie: haldenCookie, 'x-http-method-override': 'POST' },
    })
    expect(overridden.status).toBe(303)
    const got = await rawRequest(port, halden, '/api/trpc/tenants.save?input=%7B%7D', {
      headers: { cookie: haldenCookie },
    })
    expect(got.status).toBe(405)
    expect((await rawRequest(port, halden, '/admin/orders', { headers: { cookie: haldenCookie } })).status).toBe(200)
  })
  test('no origin is ever let in by CORS, least of all with credentials (A10)', async () => {
    for (const origin of ['http://evil.example', 'null', `http://${kumo}`, `http://evil-${halden}`])
      for (const method of ['GET', 'OPTIONS'])
        for (const path of ['/', '/api/trpc/storefront.home', '/admin']) {
          const { headers } = await rawRequest(port, halden, path, {
            method,
            headers: { origin, 'access-control-request-method': 'POST' },
          })
          expect(headers['access-control-allow-origin']).toBeUndefined()
          expect(headers['access-control-allow-credentials']).toBeUndefined()
        }
  })
  test('more than ten calls in a batch are refused', async () => {
    const path = `/api/trpc/${Array.from({ length: 11 }, () => 'storefront.home').join(',')}?batch=1`
    expect((await rawRequest(port, halden, path)).status).toBe(413)
  })
})

describe('strings that mean something to SQL mean nothing here (T13)', () => {
  const strings = [
    "' or 1=1 --",
    "'; select set_config('app.tenant_id', 'x', false); --",
    '") union select password_hash from staff_accounts --',
    '\\',
    '%00',
    '%',
    '_%_',
    '$$; drop table orders; $$',
    '${7*7}{{7*7}}',
    '\u0000',
    'a'.repeat(5000),
    '🚲'.repeat(300),
  ]
  const paths = (text: string) => {
    const q = encodeURIComponent(text)
    return [
      `/search?q=${q}`,
      `/collections/${q}`,
      `/collections/vases?sort=${q}&page=${q}&vendor=${q}&min=${q}`,
      `/products/${q}`,
      `/orders/${q}`,
      `/products/teardrop-vase?variant=${q}`,
    ]
  }
  const adminPaths = (text: string) => {
    const q = encodeURIComponent(text)
    return [
      `/admin/orders?q=${q}&view=${q}&cursor=${q}`,
      `/admin/products?q=${q}&sort=${q}&cursor=${q}&status=${q}`,
      `/admin/orders/${q}`,
      `/admin/audit?cursor=${q}&q=${q}`,
      `/admin/complaints?view=${q}`,
    ]
  }
  test('every page answers such a string without a fault and without another shop', async () => {
    for (const text of strings)
      for (const path of [...paths(text), ...adminPaths(text)]) {
        const answer = await rawRequest(port, halden, path, { headers: { cookie: haldenCookie } })
        expect(answer.status, path.slice(0, 120)).toBeLessThan(500)
        expect(answer.body).not.toContain('Kumo Cycles')
        expect(answer.body).not.toContain('$argon2')
      }
  })
})
