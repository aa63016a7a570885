import { expect, test } from 'vitest'
import { orderSteps, type StepsOf } from './order-steps.ts'

const at = new Date('2026-11-01T10:00:00Z')
const order: StepsOf = {
  status: 'open',
  paymentStatus: 'authorized',
  fulfillmentStatus: 'unfulfilled',
  providerName: 'Card',
  cancelReason: null,
  failureReason: null,
  placedAt: at,
  authorizedAt: at,
  packedAt: null,
  shippedAt: null,
  deliveredAt: null,
  cancelledAt: null,
}
const states = (change: Partial<StepsOf>) =>
  orderSteps({ ...order, ...change }).map(({ key, state }) => `${key} ${state}`)

test('exactly one step is the current one from placed to on its way, and none once it is delivered', () => {
  for (const fulfillmentStatus of ['unfulfilled', 'picking', 'shipped']) {
    expect(states({ fulfillmentStatus }).filter((step) => step.endsWith('current'))).toHaveLength(1)
  }
  expect(states({ fulfillmentStatus: 'delivered' }).every((step) => step.endsWith('done'))).toBe(true)
})

test('an unpaid order waits at its payment, and nothing after it has begun', () => {
  expect(states({ paymentStatus: 'pending', authorizedAt: null })).toEqual([
    'placed done',
    'paid current',
    'picking upcoming',
    'packed upcoming',
    'shipped upcoming',
    'delivered upcoming',
  ])
  expect(states({ paymentStatus: 'failed', authorizedAt: null })).toContain('paid failed')
})

test('a cancelled order ends there, with the payment only if there was one', () => {
  expect(states({ status: 'cancelled', paymentStatus: 'voided', authorizedAt: null })).toEqual([
    'placed done',
    'cancelled failed',
  ])
  expect(states({ status: 'cancelled' })).toEqual(['placed done', 'paid done', 'cancelled failed'])
})
