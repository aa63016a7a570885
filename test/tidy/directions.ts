import { importsOf, resolveImport } from './imports.ts'
import { isTest, type Finding, type Rule } from './source-tree.ts'
import { syntaxOf } from './syntax.ts'

/** What each part of the house may import besides itself. Nothing imports an app. */
const MAY_IMPORT: Record<string, string[]> = {
  'packages/events': [],
  'packages/db': ['packages/events'],
  'packages/api': ['packages/db', 'packages/events'],
  'apps/web': ['packages/api', 'packages/db', 'packages/events'],
  'apps/realtime': ['packages/api', 'packages/db', 'packages/events'],
  'apps/worker': ['packages/api', 'packages/db', 'packages/events'],
}

/**
 * A module imports from lower floors only. The ground floor has steps of its own: who did it (basics) is asked by who may
 * (identity). A product is created with its stock, so the catalogue stands on the stock ledger, which knows variants by
 * their ids alone (ADR 3). Onboarding opens a shop with all of them, so it stands on the roof.
 */
const MODULE_FLOORS: Record<string, number> = {
  basics: 0,
  ledger: 0,
  tenants: 0.5,
  identity: 0.5,
  customers: 1,
  inventory: 1,
  pricing: 1,
  catalog: 2,
  imports: 2.5,
  payments: 3,
  marketing: 3,
  carts: 4,
  procurement: 4,
  orders: 5,
  fulfillment: 6,
  returns: 6,
  warehouse: 7,
  service: 7,
  finance: 7,
  reports: 8,
  onboarding: 8,
}

type Edge = { from: string; to: string; line: number; specifier: string }

export const packageDirections: Rule = (files) =>
  edgesOf(files).flatMap(({ from, to, line, specifier }): Finding[] => {
    const source = partOf(from)
    const target = partOf(to)
    if (source === target || target === undefined) return []
    if (target.startsWith('apps/')) return [{ path: from, line, message: `nothing imports ${target}` }]
    if (source === undefined) return []
    if (!MAY_IMPORT[source]?.includes(target)) {
      return [{ path: from, line, message: `${source} does not import ${target}` }]
    }
    if (specifier.startsWith('.')) return [{ path: from, line, message: `import ${target} by its package name` }]
    return []
  })

function partOf(path: string): string | undefined {
  const part = path.split('/').slice(0, 2).join('/')
  return part in MAY_IMPORT ? part : undefined
}

/** Tests stand above the house: they may set up with any module, but through its index like everyone. */
export const moduleFloors: Rule = (files) => [
  ...unknownModules(files),
  ...edgesOf(files).flatMap(({ from, to, line }): Finding[] => {
    const target = moduleOf(to)
    const source = moduleOf(from)
    if (target === undefined || source === target) return []
    const found: Finding[] = []
    if (!isDoor(from, to, target)) {
      found.push({ path: from, line, message: `import ${target} through its index.ts` })
    }
    const floor = source === undefined ? undefined : MODULE_FLOORS[source]
    const targetFloor = MODULE_FLOORS[target]
    if (isTest(from) || floor === undefined || targetFloor === undefined || targetFloor < floor) return found
    const message = `${source} (floor ${floor}) does not import ${target} (floor ${targetFloor})`
    return [...found, { path: from, line, message }]
  }),
]

/** The root takes the routers themselves: an index that carried its router would close a circle through trpc.ts. */
function isDoor(from: string, to: string, target: string): boolean {
  if (to === `packages/api/src/${target}/index.ts`) return true
  return from === 'packages/api/src/root.ts' && to.startsWith(`packages/api/src/${target}/`) && to.endsWith('router.ts')
}

function unknownModules(files: Parameters<Rule>[0]): Finding[] {
  const seen = new Map<string, string>()
  for (const { path } of files) {
    const name = moduleOf(path)
    if (name !== undefined && !(name in MODULE_FLOORS)) seen.set(name, path)
  }
  return [...seen].map(([name, path]) => ({ path, message: `the module ${name} has no floor` }))
}

function moduleOf(path: string): string | undefined {
  const name = /^packages\/api\/src\/([^/]+)\//.exec(path)?.[1]
  // What sets tests up is no module of the trade.
  return name === 'testing' ? undefined : name
}

function edgesOf(files: Parameters<Rule>[0]): Edge[] {
  const paths = new Set(files.map((file) => file.path))
  return files.flatMap((file) =>
    importsOf(file, () => syntaxOf(file)).flatMap(({ specifier, line }) => {
      const to = resolveImport(file.path, specifier, paths)
      return to === undefined ? [] : [{ from: file.path, to, line, specifier }]
    }),
  )
}

const LUCIA_HOME = 'packages/api/src/identity/'
const LUCIA_FILES_MAX = 2

/** Its author has deprecated it; one file a realm keeps it replaceable. */
export const luciaOnlyInIdentity: Rule = (files) => {
  const users = files.filter((file) =>
    importsOf(file, () => syntaxOf(file)).some(({ specifier }) => /^(lucia|@lucia-auth\/.*)$/.test(specifier)),
  )
  const inside = users.filter(({ path }) => path.startsWith(LUCIA_HOME))
  const outside = users.filter((file) => !inside.includes(file))
  return [
    ...outside.map(({ path }) => ({ path, message: `lucia is imported only inside ${LUCIA_HOME}` })),
    ...inside.slice(LUCIA_FILES_MAX).map(({ path }) => ({ path, message: 'lucia is imported by two files at most' })),
  ]
}
