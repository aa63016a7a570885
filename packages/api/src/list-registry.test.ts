import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { listIds, listPage, type AnyList, type FilterSpec, type ListFilter } from './basics/index.ts'
import { lists } from './list-registry.ts'
import { openTestShops, type TestShops } from './testing/index.ts'
import { makeOrder } from './testing/order.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  const owner = await shops.acme.as({ role: 'owner' })
  for (const number of [1, 2, 3]) {
    await makeOrder(shops.acme)
    await owner.catalog.collections.create({
      title: `Shelf ${number}`,
      descriptionHtml: '',
      status: 'active',
      rule: null,
    })
    await owner.catalog.products.create({ title: `Vase ${number}`, priceMinor: 100n, status: 'active' })
  }
  await shops.acme.inTenant(async (tx) => {
    await tx.$executeRaw`
      insert into customers (tenant_id, email, email_norm, name)
      select ${tx.tenantId}::uuid, 'c' || n || '@a.test', 'c' || n || '@a.test', 'Customer' from generate_series(1, 3) as n`
    await tx.$executeRaw`
      insert into complaints (tenant_id, number, order_id, category, subject)
      select ${tx.tenantId}::uuid, n, (select min(id::text)::uuid from orders where tenant_id = ${tx.tenantId}::uuid), 'other', 'Why'
      from generate_series(1, 3) as n`
  })
})
afterAll(() => shops.close())

type FilterOp = ListFilter['op']
const OPS: FilterOp[] = ['is', 'not', 'in', 'out', 'contains', 'gte', 'lte', 'between', 'empty', 'filled', 'last']
const SAMPLE: Record<FilterSpec['kind'], string[]> = {
  text: ['a', 'b'],
  choice: ['a', 'b'],
  reference: ['019aaaaa-0000-7000-8000-000000000000', '019aaaaa-0000-7000-8000-000000000001'],
  number: ['1', '5'],
  money: ['1', '500'],
  date: ['2026-01-02', '2026-03-01'],
  boolean: ['true', 'false'],
}

function asked(key: string, spec: FilterSpec, op: FilterOp): ListFilter {
  const values = op === 'last' ? ['7d'] : (spec.options?.slice(0, 2) ?? SAMPLE[spec.kind])
  if (op === 'empty' || op === 'filled') return { key, op, values: [] }
  return { key, op, values: op === 'between' || op === 'in' || op === 'out' ? [...values] : values.slice(0, 1) }
}

type Ids = { ids: string[]; next: string | null }
const walk = (
  spec: AnyList,
  { sort = '', ...at }: { sort?: string; after: string | null; limit: number },
  shop = shops.acme,
) => shop.inTenant((tx): Promise<Ids> => listIds(tx, spec, { q: '', filters: [], sort }, at))
const all = { after: null, limit: 100 }
const count = async (spec: AnyList, filters: ListFilter[], q = '') =>
  (await shops.acme.inTenant((tx) => listPage(tx, spec, { q, filters, sort: '' }, { limit: 1 }))).total

describe.each(Object.values(lists).map((spec) => [spec.key, spec] as const))('the list %s', (_, spec) => {
  test('answers every comparison of every filter, or refuses it at the filter', async () => {
    for (const [key, filter] of Object.entries(spec.filters)) {
      const answers = await Promise.all(
        OPS.map((op) =>
          count(spec, [asked(key, filter, op)]).catch((refusal: unknown) => {
            expect(refusal, `${key} ${op}`).toMatchObject({
              code: 'invalid_input',
              fields: { [`f.${key}`]: expect.anything() },
            })
            return null
          }),
        ),
      )
      expect(answers.filter(Boolean).length, key).toBeGreaterThan(0)
    }
  })

  test('splits its rows in two by a filter and its opposite, whether a row has a value or not', async () => {
    const whole = (await count(spec, [])).count
    expect(whole).toBeGreaterThan(0)
    for (const [key, filter] of Object.entries(spec.filters)) {
      const [first = ''] = filter.options ?? SAMPLE[filter.kind]
      if (filter.kind === 'date' || filter.kind === 'boolean') continue
      const [is, not] = await Promise.all(
        (['is', 'not'] as const).map((op) => count(spec, [{ key, op, values: [first] }])),
      )
      expect(is!.count + not!.count, key).toBe(whole)
    }
  })

  test('gives each row once in every order, with a cell for every column', async () => {
    const whole = (await count(spec, [])).count
    for (const sort of Object.keys(spec.sorts).flatMap((key) => [key, `-${key}`])) {
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Ids = await walk(spec, { sort, after, limit: 2 })
        seen.push(...page.ids)
        after = page.next
      } while (after)
      expect(new Set(seen).size, sort).toBe(seen.length)
      expect(seen, sort).toHaveLength(whole)
    }
    const { ids } = await walk(spec, all)
    const rows = await shops.acme.inTenant((tx) => spec.read(tx, ids))
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    for (const row of rows) for (const { value } of Object.values(spec.columns)) expect(value(row)).not.toBeUndefined()
  })

  test('opens each of its views, and finds by words without wildcards', async () => {
    for (const view of Object.values(spec.views)) await count(spec, view.filters)
    expect((await count(spec, [], '%')).count).toBe(0)
    expect((await count(spec, [], "' or 1=1 --")).count).toBe(0)
  })

  test('has no row of the neighbour', async () => {
    const theirs = await walk(spec, all, shops.globex)
    const ours = await walk(spec, all)
    expect(ours.ids.filter((id) => theirs.ids.includes(id))).toEqual([])
    expect(await shops.globex.inTenant((tx) => spec.read(tx, ours.ids))).toEqual([])
  })
})
