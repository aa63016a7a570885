import path from 'node:path'
import { bin, Failed, phase, pinnedNode, quietly, root, show } from './child.mjs'

const web = path.join(root, 'apps', 'web')
const tool = (name) => path.join(bin, name)
const turbo = (...names) => quietly(tool('turbo'), ['run', ...names, '--output-logs=errors-only'])
const script = (name, args = []) => show(pinnedNode, [path.join('scripts', name), ...args])
const vitest = (args) => show(pinnedNode, ['node_modules/vitest/vitest.mjs', 'run', ...args])

const generate = () => phase('Generating the database client', () => turbo('generate'))
const build = () => phase('Building what changed', () => turbo('generate', 'build'))
const lint = (args = []) => phase('Lint', () => show(tool('oxlint'), ['--quiet', ...args]))
const formatCheck = () => phase('Format', () => quietly(tool('prettier'), ['--check', '--log-level=warn', '.']))

async function types() {
  await generate()
  await phase('Types of packages, services and scripts', () => show(tool('tsc'), ['-p', '.']))
  await phase('Types of the web', async () => {
    await quietly(tool('svelte-kit'), ['sync'], { cwd: web })
    await show(tool('svelte-check'), ['--tsgo', '--threshold', 'warning', '--output', 'human'], { cwd: web })
  })
}

/** Every step runs even after one failed, so one look shows everything there is to mend. */
async function check() {
  const failed = []
  for (const [name, step] of Object.entries({ lint, types, format: formatCheck, build })) {
    await step().catch((error) => {
      if (!(error instanceof Failed)) throw error
      if (error.message) console.error(error.message)
      failed.push(name)
    })
  }
  if (failed.length) throw new Failed(`Failed: ${failed.join(', ')}.`)
  console.log('Lint, types, format and build are fine.')
}

async function test(args) {
  try {
    await build()
  } catch (error) {
    console.log('The build failed, so no test ran.')
    console.log('0 passed, 1 failed, 0 skipped')
    throw error
  }
  await vitest(args)
}

export const tasks = {
  start: async () => {
    await build()
    await script('stack.ts')
  },
  dev: async () => {
    await generate()
    await script('stack.ts', ['dev'])
  },
  test,
  check,
  lint,
  types,
  build,
  format: (args) =>
    args.includes('--check') ? formatCheck() : show(tool('prettier'), ['--write', '--log-level=warn', '.']),
  tidy: () => vitest(['--project', 'unit', 'test/tidy']),
  seed: async (args) => {
    await generate()
    await script('seed.ts', args)
  },
  bench: async (args) => {
    await generate()
    await show(pinnedNode, [path.join('bench', 'run.ts'), ...args])
  },
  psql: (args) => script('psql.ts', args),
  'db-reset': (args) => script('db-reset.ts', args),
  'migrate-new': (args) => script('migrate-new.ts', args),
}
