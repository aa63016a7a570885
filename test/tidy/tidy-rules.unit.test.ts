import { describe, expect, test } from 'vitest'
import { rules, type RuleName } from './rules.ts'

type Sample = Record<string, string>

const api = 'packages/api/src'
const long = (lines: number) => Array.from({ length: lines }, (_, at) => `  call(${at})`).join('\n')

/** For each rule: a small tree that breaks it, the words that tell, and one that is as close as can be and right. */
const samples: Record<RuleName, { bad: Sample; tells: string[]; good: Sample }[]> = {
  'file sizes': [
    {
      bad: { 'packages/db/src/a.ts': long(251) },
      tells: ['has 251 lines'],
      good: { 'packages/db/src/a.ts': long(250) },
    },
    {
      bad: { 'packages/db/src/a.test.ts': long(401) },
      tells: ['401'],
      good: { 'packages/db/src/a.test.ts': long(400) },
    },
    { bad: { 'apps/web/src/A.svelte': long(201) }, tells: ['201'], good: { 'apps/web/src/A.svelte': long(200) } },
  ],
  'function sizes': [
    {
      bad: { 'packages/db/src/a.ts': `export function a() {\n${long(59)}\n}` },
      tells: ['a.ts:1 a function of 61 lines'],
      good: { 'packages/db/src/a.ts': `export function a() {\n${long(58)}\n}` },
    },
    {
      bad: { 'apps/web/src/A.svelte': `<p>hi</p>\n<script lang="ts">\n  const a = () => {\n${long(60)}\n}\n</script>` },
      tells: ['A.svelte:3 a function of 62 lines'],
      good: { 'packages/db/src/a.test.ts': `describe('a', () => {\n${long(60)}\n})` },
    },
  ],
  'file names': [
    {
      bad: { 'packages/db/src/placeOrder.ts': '' },
      tells: ['kebab-case'],
      good: { 'packages/db/src/place-order.ts': '' },
    },
    {
      bad: { 'apps/web/src/lib/order-row.svelte': '' },
      tells: ['PascalCase'],
      good: { 'apps/web/src/+page.svelte': '' },
    },
    { bad: { 'packages/db/src/utils.ts': '' }, tells: ['"utils"'], good: { 'packages/db/src/use-tils.ts': '' } },
    {
      bad: { 'packages/db/src/date-helpers.ts': '' },
      tells: ['"helpers"'],
      good: { 'packages/db/src/a.server.ts': '' },
    },
    { bad: { 'packages/db/src/common/a.ts': '' }, tells: ['"common"'], good: { 'packages/db/src/a.unit.test.ts': '' } },
    { bad: { 'packages/db/src/a.model.ts': '' }, tells: ['".model"'], good: {} },
  ],
  'package directions': [
    {
      bad: { 'packages/db/src/a.ts': "import '@souk/api'", [`${api}/index.ts`]: '' },
      tells: ['packages/db does not import packages/api'],
      good: { 'apps/worker/src/a.ts': "import '@souk/api'", [`${api}/index.ts`]: '' },
    },
    {
      bad: { 'packages/events/src/a.ts': "import type { X } from '@souk/db'", 'packages/db/src/index.ts': '' },
      tells: ['packages/events does not import packages/db'],
      good: {},
    },
    {
      bad: { 'e2e/a.e2e.ts': "import '../apps/web/src/hooks.ts'", 'apps/web/src/hooks.ts': '' },
      tells: ['nothing imports apps/web'],
      good: { 'apps/web/src/a.ts': "import '#lib/b.ts'", 'apps/web/src/lib/b.ts': '' },
    },
    {
      bad: { [`${api}/a.ts`]: "export * from '../../db/src/b.ts'", 'packages/db/src/b.ts': '' },
      tells: ['by its package name'],
      good: {},
    },
  ],
  'module floors': [
    {
      bad: { [`${api}/carts/a.ts`]: "import { x } from '../orders/index.ts'", [`${api}/orders/index.ts`]: '' },
      tells: ['carts (floor 4) does not import orders (floor 5)'],
      good: { [`${api}/orders/a.ts`]: "import { x } from '../carts/index.ts'", [`${api}/carts/index.ts`]: '' },
    },
    {
      bad: { [`${api}/tenants/a.ts`]: "import('../identity/index.ts')", [`${api}/identity/index.ts`]: '' },
      tells: ['tenants (floor 0.5) does not import identity (floor 0.5)'],
      good: { [`${api}/carts/a.test.ts`]: "import '../orders/index.ts'", [`${api}/orders/index.ts`]: '' },
    },
    {
      bad: { [`${api}/orders/a.ts`]: "import { x } from '../carts/b.ts'", [`${api}/carts/b.ts`]: '' },
      tells: ['import carts through its index.ts'],
      good: { 'apps/web/src/a.ts': "import '@souk/api/carts'", [`${api}/carts/index.ts`]: '' },
    },
    {
      bad: { [`${api}/gadgets/a.ts`]: '' },
      tells: ['the module gadgets has no floor'],
      good: { [`${api}/trpc.ts`]: '' },
    },
  ],
  'lucia only in identity': [
    {
      bad: { 'apps/web/src/hooks.server.ts': "import { Lucia } from 'lucia'" },
      tells: ['only inside packages/api/src/identity/'],
      good: { [`${api}/identity/a.ts`]: "import 'lucia'", [`${api}/identity/b.ts`]: "import 'lucia'" },
    },
    {
      bad: Object.fromEntries(['a', 'b', 'c'].map((name) => [`${api}/identity/${name}.ts`, "import 'lucia'"])),
      tells: ['two files at most'],
      good: {},
    },
  ],
  'no circular imports': [
    {
      bad: { 'packages/db/src/a.ts': "import './b.ts'", 'packages/db/src/b.ts': "export * from './a.ts'" },
      tells: ['packages/db/src/a.ts -> packages/db/src/b.ts -> packages/db/src/a.ts'],
      good: { 'packages/db/src/a.ts': "import './b.ts'", 'packages/db/src/b.ts': "import type { A } from './a.ts'" },
    },
  ],
  'no unsafe SQL': [
    {
      bad: { 'seed/a.ts': 'tx.$queryRawUnsafe(sql)' },
      tells: ['$queryRawUnsafe'],
      good: { 'seed/a.ts': 'tx.$queryRaw`select`' },
    },
    { bad: { 'seed/a.ts': "tx['$executeRawUnsafe'](sql)" }, tells: ['$executeRawUnsafe'], good: {} },
    { bad: { 'seed/a.ts': 'const { $queryRawUnsafe: q } = tx' }, tells: ['$queryRawUnsafe'], good: {} },
    { bad: { 'seed/a.ts': 'Prisma.raw(name)' }, tells: ['Prisma.raw'], good: { 'seed/a.ts': 'String.raw`a`' } },
    {
      bad: { 'seed/a.ts': 'tx.$queryRaw(built)' },
      tells: ['tag of a template'],
      good: { 'seed/a.ts': 'tx.$executeRaw`x ${y}`' },
    },
  ],
  'no built SQL': [
    {
      bad: { 'seed/a.ts': "pool.query(`select * from orders where id = '${id}'`)" },
      tells: ['inside the text of a statement'],
      good: { 'seed/a.ts': "pool.query('select * from orders where id = $1', [id])" },
    },
    {
      bad: { 'seed/a.ts': "pool.query('select * from orders where id = ' + id)" },
      tells: ['put together with +'],
      good: { 'seed/a.ts': 'pool.query(`drop database ${pg.escapeIdentifier(name)}; notify ${CHANNEL}`)' },
    },
  ],
  'HTML through one door': [
    {
      bad: { 'apps/web/src/lib/Note.svelte': '<p>\n{@html note}</p>' },
      tells: ['Note.svelte:2'],
      good: { 'apps/web/src/lib/SafeHtml.svelte': '{@html value}' },
    },
  ],
  'logical directions': [
    {
      bad: { 'apps/web/src/A.svelte': '<p class="flex ml-2 sm:-mr-4 text-left">' },
      tells: ['ml-2', '-mr-4', 'text-left'],
      good: {
        'apps/web/src/A.svelte': '<p class="ms-2 pe-4 text-start start-0 slide-from-left-2">left-hand, right-to-left',
      },
    },
    {
      bad: { 'apps/web/src/a.ts': "tv({ base: 'absolute left-0 pr-[3px] rounded-l-md' })" },
      tells: ['left-0', 'pr-[3px]', 'rounded-l-md'],
      good: { 'packages/db/src/a.ts': "'left-0'" },
    },
    { bad: { 'apps/web/src/a.css': 'p { margin-left: 1px }' }, tells: ['margin-left'], good: {} },
  ],
  'no hard-coded words': [
    {
      bad: {
        'apps/web/src/routes/admin/A.svelte':
          "<p>Two words</p><Input label=\"Name\" /><b>{busy ? 'Saving' : ''}</b>{`Refund ${amount}`}",
        'apps/web/src/lib/orders/a.ts': "export const a = { label: 'To pay' }",
      },
      tells: ['"Two words"', '"Name"', '"Saving"', '"Refund"', '"To pay"'],
      good: {
        'apps/web/src/routes/admin/A.svelte':
          '<p class="Big thing">{m.a()} · {count}</p><Input label={m.b()} name="Full name" />{#if key === \'Enter\'}—{/if}',
        'apps/web/src/lib/orders/a.ts': "if (name.endsWith('Minor')) throw new Error('Not an amount')",
        'apps/web/src/lib/shop/A.svelte': '<p>The storefront speaks one language</p>',
      },
    },
  ],
  'no dead exports': [
    {
      bad: {
        'packages/db/src/a.ts': 'export const used = 1\nexport function dead() {}',
        'packages/db/src/b.ts': "import { used } from './a.ts'",
      },
      tells: ['a.ts:2 nobody imports dead'],
      good: { 'packages/db/src/a.ts': 'export type T = 1', 'apps/web/src/routes/+page.ts': 'export const load = 1' },
    },
    {
      bad: {
        'packages/db/src/a.ts': 'const x = 1\nexport { x as kept }',
        'packages/db/src/c.ts': "export { kept } from './a.ts'",
      },
      tells: ['c.ts:1 nobody imports kept'],
      good: { 'packages/db/src/a.ts': 'export const x = 1', 'packages/db/src/b.ts': "import * as all from './a.ts'" },
    },
  ],
}

describe.each(Object.entries(samples))('%s', (name, cases) => {
  test.each(cases)('sees $tells', ({ bad, tells, good }) => {
    const told = findings(name as RuleName, bad)
    for (const words of tells) expect(told).toContainEqual(expect.stringContaining(words))
    expect(findings(name as RuleName, good)).toEqual([])
  })
})

function findings(rule: RuleName, sample: Sample): string[] {
  const files = Object.entries(sample).map(([path, text]) => ({ path, text }))
  return rules[rule](files).map(({ path, line, message }) => `${path}:${line} ${message}`)
}
