import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type pg from 'pg'
import { runningProduct } from '../test/running-product.ts'
import { rawRequest, signInCookie } from './raw-request.ts'
import { recordFor, recordsOf } from './shop-records.ts'
import { addressOf, shopRoutes } from './shop-routes.ts'

// How much JavaScript a page asks for before anybody can use it: the modules that its HTML names, compressed. What a page
// loads later, when it is idle or when somebody reaches for it, is not in it.

const LIMITS_KB: [RegExp, number][] = [
  // The page of a product holds a spreadsheet, a rich text and a history, half of it its words in four languages: 215 at most,
  // where 160 is the aim.
  [/^\/admin\/products\/[0-9a-f-]{36}$/, 215],
  [/^\/admin/, 160],
  [/^\/(?:cart|checkout|orders|account)/, 95],
  [/./, 90],
]

const product = runningProduct()
const port = product.ports.web
const client = resolve(import.meta.dirname, '../apps/web/build/client')
let superuser: pg.Client
let cookie: string
let records: Record<string, string>

beforeAll(async () => {
  superuser = await product.connect()
  records = await recordsOf(superuser, 'halden')
  const owner = product.signIns.find(({ address, role }) => address.includes('halden') && role === 'owner')!
  cookie = await signInCookie(port, 'halden', owner.email, owner.password)
})
afterAll(() => superuser.end())

const sizes = new Map<string, number>()
function kilobytes(path: string): number {
  const known = sizes.get(path)
  if (known !== undefined) return known
  const size = gzipSync(readFileSync(join(client, path))).byteLength / 1000
  sizes.set(path, size)
  return size
}

test('no page asks for more JavaScript than its budget before it can be used', { timeout: 120_000 }, async () => {
  expect(existsSync(client)).toBe(true)
  const pages = shopRoutes().filter(
    (route) => !/sign-out|enter|json|\.csv|template|exports|api|robots|sitemap|\.\.\./.test(route),
  )
  const told: { address: string; kb: number; limit: number }[] = []
  for (const route of pages) {
    const address = addressOf(route, (at, name) => recordFor(records, at, name))
    const answer = await rawRequest(port, `halden.localhost:${port}`, address, { headers: { cookie } })
    if (!String(answer.headers['content-type']).includes('text/html')) continue
    const modules = new Set([...answer.body.matchAll(/_app\/immutable\/[\w./-]+\.js/g)].map(([path]) => path))
    const kb = Math.round([...modules].reduce((sum, path) => sum + kilobytes(path), 0))
    told.push({ address, kb, limit: LIMITS_KB.find(([pattern]) => pattern.test(address))![1] })
  }
  const widest = told.toSorted((a, b) => b.kb / b.limit - a.kb / a.limit)
  console.log(
    widest
      .slice(0, 8)
      .map(({ address, kb, limit }) => `${kb} of ${limit} kB: ${address}`)
      .join('\n'),
  )
  expect(told.length).toBeGreaterThan(45)
  expect(widest.filter(({ kb, limit }) => kb > limit)).toEqual([])
})
