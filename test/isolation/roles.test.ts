import { appRouter } from '@souk/api'
import { openTestShops, type TestShops } from '@souk/api/testing'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { z } from 'zod'
import { roleMatrix } from './role-matrix.ts'
import { sampleInput } from './sample-input.ts'
import { samples } from './samples.ts'

// Every procedure of the back office as each of the six roles, as a customer and as a guest (A16).

const ROLES = ['owner', 'manager', 'catalog', 'fulfilment', 'support', 'accountant']

type Procedure = { _def: { inputs: z.ZodType[]; meta?: { audience: string } } }
const procedures = appRouter._def.procedures as unknown as Record<string, Procedure>
const staffPaths = Object.keys(procedures).filter((path) => procedures[path]!._def.meta?.audience === 'staff')

let shops: TestShops
beforeAll(async () => void (shops = await openTestShops(inject('postgres'))))
afterAll(() => shops.close())

/** An input that passes validation where one can be made up, so that a check inside the procedure counts as well. */
function inputOf(path: string): unknown {
  const schema = procedures[path]!._def.inputs[0]
  const known = samples.inputs[path]
  return (
    schema &&
    sampleInput(schema, (field, at) => known?.[at.slice(1)] ?? (/ids?$/i.test(field) ? crypto.randomUUID() : undefined))
  )
}

/** How a procedure answers: `signed_out` and `forbidden` are refusals, all else comes from behind the door. */
async function answerOf(path: string, who: Parameters<TestShops['acme']['as']>[0]): Promise<string> {
  let at: unknown = await shops.acme.as(who)
  for (const key of path.split('.')) at = (at as Record<string, unknown>)[key]
  try {
    await (at as (input: unknown) => Promise<unknown>)(inputOf(path))
    return 'done'
  } catch (error) {
    const { code, cause } = error as { code: string; cause?: { code?: string } }
    return cause?.code ?? code
  }
}

test('the table names every procedure of the back office, and no other', () => {
  expect(Object.keys(roleMatrix).toSorted()).toEqual(staffPaths.toSorted())
})

describe.each(staffPaths)('%s', (path) => {
  test('is open to the roles in the table and refuses the others', async () => {
    const outcomes: string[] = []
    for (const role of ROLES) outcomes.push((await answerOf(path, { role })) === 'forbidden' ? '-' : role)
    expect(outcomes).toEqual(roleMatrix[path]?.split(/\s+/))
  })

  test('is closed to customers and guests', async () => {
    const customer = { id: crypto.randomUUID(), email: 'ana@example.com', name: 'Ana Ruiz' }
    expect([await answerOf(path, customer), await answerOf(path, 'guest')]).toEqual(['signed_out', 'signed_out'])
  })
})
