import { describe, expect, test } from 'vitest'
import { exceptions, EXCEPTIONS_MAX } from './tidy/exceptions.ts'
import { rules, type RuleName } from './tidy/rules.ts'
import { readSourceTree, type Finding } from './tidy/source-tree.ts'

const files = readSourceTree()

const isExcepted = (rule: string, path: string) =>
  exceptions.some((known) => known.rule === rule && known.path === path)
const needed = (rule: RuleName, path: string) => rules[rule](files).some((finding) => finding.path === path)
const sentence = ({ path, line, message }: Finding) => `${path}${line === undefined ? '' : `:${line}`} ${message}`

describe('the source tree', () => {
  test('is read: all parts of the house are in it', () => {
    const parts = new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')))
    for (const part of ['apps/web', 'packages/api', 'packages/db', 'packages/events']) expect(parts).toContain(part)
    expect(files.some(({ path }) => path.includes('/generated/'))).toBe(false)
  })

  test.each(Object.entries(rules))(
    '%s',
    (name, rule) => {
      const faults = rule(files).filter(({ path }) => !isExcepted(name, path))
      expect(faults.map(sentence)).toEqual([])
    },
    60_000,
  )

  test('the exceptions only shrink, and each is still needed', () => {
    expect(exceptions.length).toBeLessThanOrEqual(EXCEPTIONS_MAX)
    expect(exceptions.filter(({ rule, path }) => !needed(rule, path))).toEqual([])
  })
})
