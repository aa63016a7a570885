import { setTimeout as pause } from 'node:timers/promises'
import { closeAllStaffSessions } from '@souk/api/identity'
import { emit } from '@souk/db'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import type { Realtime } from './realtime.ts'
import { numbersOf, openStage, tellOrder, until, type Stage, type TestClient } from './testing.ts'

let stage: Stage
let realtime: Realtime
let headers: Record<string, string>
let member: TestClient

beforeAll(async () => {
  stage = await openStage(inject('postgres'))
  realtime = await stage.start()
})
afterAll(() => stage.close())

const supportId = () => stage.shops.acme.memberId('support')
const setMember = (status: string, roleKey = 'support') =>
  stage.shops.acme.inTenant(
    (tx) => tx.$executeRaw`
      update memberships set status = ${status}, role_key = ${roleKey}
      where tenant_id = ${tx.tenantId}::uuid and account_id = ${supportId()}::uuid`,
  )
const tellChanged = (accountId: string | null = supportId()) =>
  stage.shops.acme.inTenant(async (tx) =>
    emit(tx, { name: 'staff.changed', topics: ['staff'], payload: { accountId } }),
  )
const place = (number: string) => stage.shops.acme.inTenant(async (tx) => tellOrder(tx, crypto.randomUUID(), number))

beforeEach(async () => {
  await setMember('active')
  headers = await stage.headers(stage.shops.acme, 'support')
  member = await stage.connect(realtime, headers)
  expect(await member.subscribe(['orders', 'complaints'])).toMatchObject({ joined: ['orders', 'complaints'] })
})

test('a removed member is out in under two seconds and hears nothing after it (R04)', async () => {
  const owner = await stage.connect(realtime, await stage.headers(stage.shops.acme, 'owner'))
  await owner.subscribe(['orders'])
  await setMember('removed')
  await tellChanged()
  await until(() => member.said.includes('disconnected'), 2_000)
  expect(member.said).toEqual(['signed_out', 'disconnected'])
  await place('after')
  await until(() => numbersOf(owner).includes('after'))
  expect(numbersOf(member)).not.toContain('after')
  expect(owner.said).toEqual([])
})

test('a member whose role lost a permission leaves the room that needed it, and keeps the others (R04)', async () => {
  await setMember('active', 'accountant')
  await tellChanged()
  await until(() => member.said.length > 0, 2_000)
  expect(member.said).toEqual(['revoked complaints'])
  await place('still heard')
  await until(() => numbersOf(member).includes('still heard'))
})

test('an edited role counts for everyone who has it', async () => {
  await setMember('active', 'accountant')
  await tellChanged(null)
  await until(() => member.said.includes('revoked complaints'), 2_000)
})

test('a member whose role gained a permission is told, and may join what it shows now', async () => {
  await setMember('active', 'fulfilment')
  await tellChanged()
  await until(() => member.said.length > 0, 2_000)
  expect(await member.subscribe(['complaints'])).toMatchObject({ refused: ['complaints'] })
  await setMember('active', 'support')
  await tellChanged()
  await until(() => member.said.length > 1, 2_000)
  expect(member.said).toEqual(['revoked complaints', 'revoked '])
  expect(await member.subscribe(['complaints'])).toMatchObject({ joined: ['complaints'] })
})

test('a session that ended closes its socket (R04)', async () => {
  await closeAllStaffSessions(stage.shops.auth, supportId())
  await tellChanged()
  await until(() => member.said.includes('signed_out'), 2_000)
})

test('a member removed while away may not join again, nor gets what was missed (R03)', async () => {
  member.close()
  await setMember('removed')
  await place('missed')
  await pause(300)
  const back = await stage.connect(realtime, headers)
  const answer = await back.subscribe(['orders', 'complaints'], { after: '0' })
  expect(answer).toMatchObject({ joined: [], refused: ['orders', 'complaints'] })
  await place('later')
  await pause(400)
  expect(back.events).toEqual([])
})

test('a join that is under way when the permission goes does not outlive it', async () => {
  await setMember('active', 'accountant')
  await tellChanged()
  await Promise.all([member.subscribe(['complaints']), until(() => member.said.includes('revoked complaints'), 2_000)])
  expect(await member.subscribe(['complaints'])).toMatchObject({ refused: ['complaints'] })
})
