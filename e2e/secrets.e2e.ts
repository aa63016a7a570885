import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { runningProduct } from '../test/running-product.ts'
import { rawRequest, signInCookie } from './raw-request.ts'

// Secrets that the running product really holds, and the places where one of them would be found by somebody (A30).

const product = runningProduct()
const client = resolve(import.meta.dirname, '../apps/web/build/client')
const stateDir = dirname(inject('product').stateFile)
let superuser: Client
let secrets: Record<string, string>

beforeAll(async () => {
  superuser = await product.connect()
  const passwords = JSON.parse(readFileSync(join(stateDir, 'pg', 'passwords.json'), 'utf8')) as Record<string, string>
  const provider = await superuser.query<{ secret: string }>(
    "select webhook_secret as secret from payment_providers where webhook_secret <> '' limit 1",
  )
  const account = await superuser.query<{ hash: string }>(
    'select password_hash as hash from staff_accounts order by email limit 1',
  )
  const owner = product.signIns.find(({ address, role }) => address.includes('halden') && role === 'owner')!
  const cookie = await signInCookie(product.ports.web, 'halden', owner.email, owner.password)
  secrets = {
    ...Object.fromEntries(Object.entries(passwords).map(([role, password]) => [`password of ${role}`, password])),
    'webhook secret': provider.rows[0]!.secret,
    'password hash': account.rows[0]!.hash,
    'session token': /souk_staff=([a-z2-7]{32})/.exec(cookie)![1]!,
    'password of a member': owner.password,
  }
  // A page, a fault and a wrong sign-in, so that there is something to be logged.
  const host = `halden.localhost:${product.ports.web}`
  await rawRequest(product.ports.web, host, '/admin', { headers: { cookie } })
  await rawRequest(product.ports.web, host, `/admin/orders/${secrets['session token']}`, { headers: { cookie } })
  await signInCookie(product.ports.web, 'halden', owner.email, `${owner.password} wrong`).catch(() => {})
})
afterAll(() => superuser.end())

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Which of the secrets a text holds, by name. */
const heldIn = (text: string, but: string[] = []): string[] =>
  Object.entries(secrets)
    .filter(([name, secret]) => !but.includes(name) && text.includes(secret))
    .map(([name]) => name)

test('what is sent to every browser holds no secret, no address of a database and no source map', () => {
  const files = filesBelow(client)
  expect(files.length).toBeGreaterThan(50)
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  for (const file of files.filter((each) => /\.(js|css|html|json|svg|txt)$/.test(each))) {
    const text = readFileSync(file, 'utf8')
    expect([file, heldIn(text)]).toEqual([file, []])
    expect([
      file,
      /sourceMappingURL|postgres(?:ql)?:\/\/|webhook_secret|password_hash|SOUK_S3_SECRET/.exec(text)?.[0],
    ]).toEqual([file, undefined])
  }
})

test('rows that many may read hold none: jobs, events, the audit log, settings', async () => {
  for (const table of [
    'jobs',
    'outbox_events',
    'logged_events',
    'audit_entries',
    'shop_settings',
    'idempotency_keys',
  ]) {
    const { rows } = await superuser.query<{ text: string }>(
      `select coalesce(string_agg(t::text, ' '), '') as text from ${superuser.escapeIdentifier(table)} t`,
    )
    expect([table, heldIn(rows[0]!.text)]).toEqual([table, []])
  }
})

test('the logs hold none, though a page, a fault and a wrong password went by', () => {
  const logs = filesBelow(stateDir).filter((file) => file.endsWith('.log'))
  expect(logs.length).toBeGreaterThan(0)
  for (const file of logs)
    expect([file, heldIn(readFileSync(file, 'utf8'), ['password of a member'])]).toEqual([file, []])
})

test('a table of sessions that was stolen opens nothing: it holds the token nowhere', async () => {
  const { rows } = await superuser.query<{ text: string }>(
    "select string_agg(s::text, ' ') as text from staff_sessions s",
  )
  expect(heldIn(rows[0]!.text)).toEqual([])
})
