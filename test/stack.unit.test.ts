import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crashBudget } from '../scripts/stack/crash-budget.ts'
import { externalDatabase } from '../scripts/stack/database.ts'
import { signInTable } from '../scripts/stack/demo-shops.ts'
import { readSettings, refuseTakenPorts } from '../scripts/stack/settings.ts'

test('restarts wait longer and longer, and the eighth crash within a minute is the last', () => {
  const budget = crashBudget(() => 0)
  const delays = [200, 400, 800, 1600, 3200, 5000, 5000, undefined]
  expect(delays.map(() => budget.nextDelayMs())).toEqual(delays)
})

test('crashes older than a minute are forgiven', () => {
  let now = 0
  const budget = crashBudget(() => now)
  for (let crash = 0; crash < 20; crash++) {
    expect(budget.nextDelayMs()).toBeDefined()
    now += 30_000
  }
})

test('a port that is not a number is refused with its variable', () => {
  expect(() => readSettings({ PORT: 'abc' }, 'start')).toThrow('PORT=abc is not a port')
  expect(() => readSettings({ WORKER_PORT: '70000' }, 'start')).toThrow('WORKER_PORT=70000 is not a port')
  expect(() => readSettings({ PORT: '3001' }, 'start')).toThrow('three different ports')
})

test('a taken port is refused with the number and the variable to change', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => squatter.once('listening', resolve))
  const address = squatter.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const free = { web: 0, realtime: 0, worker: 0 }
  await expect(refuseTakenPorts({ ...free, realtime: port })).rejects.toThrow(
    new RegExp(`Port ${port} for realtime is taken.*REALTIME_PORT=`),
  )
  await new Promise((resolve) => squatter.close(resolve))
})

test('an address that is no PostgreSQL is refused, and souk_app alone cannot migrate', () => {
  const stateDir = join(tmpdir(), 'souk-no-such-folder')
  expect(() => externalDatabase({ DATABASE_URL: 'mysql://x/y' }, stateDir)).toThrow('DATABASE_URL is not a PostgreSQL')
  const asApp = { DATABASE_URL: 'postgresql://souk_app:p@host/souk' }
  expect(() => externalDatabase(asApp, stateDir)).toThrow('MIGRATE_DATABASE_URL')
})

test('given addresses are used as they are', () => {
  const env = {
    DATABASE_URL: 'postgresql://souk_app:a@host/souk',
    AUTH_DATABASE_URL: 'postgresql://souk_auth:b@host/souk',
    RELAY_DATABASE_URL: 'postgresql://souk_relay:c@host/souk',
    MIGRATE_DATABASE_URL: 'postgresql://me:d@host/souk',
  }
  const stateDir = mkdtempSync(join(tmpdir(), 'souk-state-'))
  const database = externalDatabase(env, stateDir)
  rmSync(stateDir, { recursive: true })
  expect(database.urls()).toEqual({
    owner: env.MIGRATE_DATABASE_URL,
    app: env.DATABASE_URL,
    auth: env.AUTH_DATABASE_URL,
    relay: env.RELAY_DATABASE_URL,
  })
  expect(database.passwords).toEqual({ app: 'a', auth: 'b', relay: 'c' })
})

test('the sign-ins stand in columns', () => {
  const signIn = { shop: 'Acme', role: 'Owner', email: 'o@acme.test', password: 'pw', address: 'http://a.localhost' }
  expect(signInTable([signIn])).toBe(
    '  Shop  Role   E-mail       Password  Back office\n  Acme  Owner  o@acme.test  pw        http://a.localhost',
  )
  expect(signInTable([])).toBe('')
})
