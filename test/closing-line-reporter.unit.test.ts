import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { closingLine, countResults } from './closing-line-reporter.ts'

type State = 'passed' | 'failed' | 'skipped' | 'pending'

function moduleOf(states: State[], errors = 0): TestModule {
  const fake = {
    errors: () => Array.from({ length: errors }, () => ({ message: 'cannot load' })),
    children: { allTests: () => states.map((state) => ({ result: () => ({ state }) })), allSuites: () => [] },
  }
  return fake as unknown as TestModule
}

test('the closing line counts every test of every file', () => {
  const counts = countResults([moduleOf(['passed', 'passed', 'skipped']), moduleOf(['failed', 'passed'])], 0)
  expect(closingLine(counts)).toBe('3 passed, 1 failed, 1 skipped')
})

test('a file that cannot be loaded, a test that never ended and an error outside of tests are failures', () => {
  expect(countResults([moduleOf([], 1), moduleOf(['pending'])], 1)).toEqual({ passed: 0, failed: 3, skipped: 0 })
})
