import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readCustomerSession } from '../identity/index.ts'
import { openTestShops, type TestShops } from '../testing/index.ts'

const PASSWORD = 'a long enough password'
const BERLIN = { country: 'DE', name: 'Ana Lima', line1: 'Torstraße 1', city: 'Berlin', postalCode: '10119' }

let shops: TestShops
let ana: { id: string; email: string; name: string }
let token: string

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  const guest = await shops.acme.as('guest')
  const opened = await guest.customers.register({ name: 'Ana Lima', email: 'Ana@Example.com', password: PASSWORD })
  ana = opened.customer
  token = opened.token
})
afterAll(() => shops.close())

const session = (shop: 'acme' | 'globex', of = token) =>
  readCustomerSession(shops.db.inTenant, shops[shop].tenant.id, of)

describe('an account', () => {
  it('is open at once, in this shop alone', async () => {
    expect(await session('acme')).toMatchObject({ id: ana.id, email: 'Ana@Example.com' })
    expect(await session('globex')).toBeNull()
  })

  it('is told at the field when the e-mail has one already, in whatever case', async () => {
    const guest = await shops.acme.as('guest')
    await expect(
      guest.customers.register({ name: 'A', email: 'ana@example.COM', password: PASSWORD }),
    ).rejects.toMatchObject({
      cause: { fields: { email: expect.stringContaining('Sign in instead') } },
    })
  })

  it('can be opened with the same e-mail in another shop: two customers who share nothing', async () => {
    const guest = await shops.globex.as('guest')
    const other = await guest.customers.register({
      name: 'Ana',
      email: 'ana@example.com',
      password: 'another password',
    })
    expect(other.customer.id).not.toBe(ana.id)
    await expect(guest.customers.signIn({ email: 'ana@example.com', password: PASSWORD })).rejects.toMatchObject({
      cause: { code: 'wrong_sign_in' },
    })
  })

  it('does not take over the orders that a guest placed with its e-mail', async () => {
    await shops.acme.inTenant((tx) =>
      tx.order.create({
        data: {
          tenantId: tx.tenantId,
          number: 77n,
          publicToken: 'guest-order',
          email: 'ana@example.com',
          name: 'Ana',
          address: {},
          currency: 'EUR',
          subtotalMinor: 1n,
          deliveryMinor: 0n,
          taxMinor: 0n,
          totalMinor: 1n,
          pricesIncludeTax: true,
          deliveryName: '',
          paymentProvider: 'sandbox',
        },
      }),
    )
    const api = await shops.acme.as(ana)
    expect(await api.customers.orders({})).toEqual({ orders: [], next: null })
  })

  it('refuses a short password and an address that is none, field by field', async () => {
    const guest = await shops.acme.as('guest')
    await expect(guest.customers.register({ name: '', email: 'no', password: 'short' })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      cause: { fields: { name: expect.any(String), email: expect.any(String), password: expect.any(String) } },
    })
  })
})

describe('signing in', () => {
  it('opens a session and signing out ends it at once', async () => {
    const guest = await shops.acme.as('guest')
    const signedIn = await guest.customers.signIn({ email: ' ANA@example.com ', password: PASSWORD })
    expect(await session('acme', signedIn.token)).not.toBeNull()
    await guest.customers.signOut({ token: signedIn.token })
    expect(await session('acme', signedIn.token)).toBeNull()
  })

  it('does not tell a wrong password from an unknown e-mail', async () => {
    const guest = await shops.acme.as('guest', {
      request: { id: crypto.randomUUID(), ip: '198.51.100.7', userAgent: null, origin: '' },
    })
    const told = async (email: string) =>
      guest.customers.signIn({ email, password: 'not the password' }).catch((error: Error) => error.message)
    expect(await told('ana@example.com')).toBe(await told('nobody@example.com'))
  })
})

describe('the address book', () => {
  it('keeps exactly one usual address', async () => {
    const api = await shops.acme.as(ana)
    const first = await api.customers.saveAddress({ address: BERLIN })
    const second = await api.customers.saveAddress({ address: { ...BERLIN, line1: 'Torstraße 2' }, isDefault: true })
    expect((await api.customers.addresses()).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [second.id, true],
      [first.id, false],
    ])
    await api.customers.removeAddress({ id: second.id })
    expect(await api.customers.addresses()).toEqual([{ ...first, isDefault: true }])
  })

  it('names the field of an address that cannot be', async () => {
    const api = await shops.acme.as(ana)
    await expect(api.customers.saveAddress({ address: { ...BERLIN, postalCode: '1' } })).rejects.toMatchObject({
      cause: { fields: { 'address.postalCode': expect.stringContaining('10115') } },
    })
  })

  it('is another’s to neither read nor change: a stranger of this shop, or the neighbour shop', async () => {
    const [mine] = await (await shops.acme.as(ana)).customers.addresses()
    const stranger = await shops.acme.as({ id: crypto.randomUUID(), email: 's@example.com', name: 'S' })
    const neighbour = await shops.globex.as(ana)
    for (const api of [stranger, neighbour]) {
      expect(await api.customers.addresses()).toEqual([])
      await expect(api.customers.saveAddress({ id: mine!.id, address: BERLIN })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      await expect(api.customers.removeAddress({ id: mine!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await api.customers.orders({})).toEqual({ orders: [], next: null })
    }
    await expect(neighbour.customers.me()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await (await shops.acme.as(ana)).customers.addresses()).toEqual([mine])
  })
})

it('changes details once for each state that was seen', async () => {
  const api = await shops.acme.as(ana)
  const { version } = await api.customers.me()
  expect(await api.customers.changeDetails({ name: 'Ana L.', phone: '+49 30 1234567', version })).toMatchObject({
    name: 'Ana L.',
    version: version + 1,
  })
  await expect(api.customers.changeDetails({ name: 'Late', phone: '', version })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

it('changes the password only with the current one, and signs every other browser out', async () => {
  const api = await shops.acme.as(ana)
  await expect(
    api.customers.changePassword({ currentPassword: 'guessed', newPassword: 'a new long password' }),
  ).rejects.toMatchObject({
    cause: { fields: { currentPassword: expect.any(String) } },
  })
  const changed = await api.customers.changePassword({ currentPassword: PASSWORD, newPassword: 'a new long password' })
  expect(await session('acme')).toBeNull()
  expect(await session('acme', changed.token)).toMatchObject({ id: ana.id })
})

it('asks a guest to sign in', async () => {
  const guest = await shops.acme.as('guest')
  for (const call of [
    guest.customers.me(),
    guest.customers.orders({}),
    guest.customers.addresses(),
    guest.customers.saveAddress({ address: BERLIN }),
  ]) {
    await expect(call).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  }
})
