import { defineConfig } from 'vitest/config'

const unitTests = ['{packages,apps}/*/src/**/*.unit.test.ts', 'test/**/*.unit.test.ts']

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line-reporter.ts'],
    projects: [
      { test: { name: 'unit', include: unitTests, sequence: { groupOrder: 0 } } },
      {
        test: {
          name: 'integration',
          include: ['packages/*/src/**/*.test.ts', 'apps/{realtime,worker}/src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/*.unit.test.ts', '**/node_modules/**'],
          globalSetup: ['./test/global-setup.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: ['./test/e2e-setup.ts'],
          pool: 'forks',
          fileParallelism: false,
          // A journey shares two cores with the whole product; one that loses a race of timing is tried once more, and told.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
