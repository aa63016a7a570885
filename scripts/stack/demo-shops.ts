import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type SignIn = { shop: string; address: string; email: string; password: string; role: string }

type SeedModule = {
  seed: (options: {
    databaseUrl: string
    authUrl: string
    filesDir: string
    log: (line: string) => void
  }) => Promise<{ signIns: SignIn[]; created: boolean }>
}

type Wanted = { root: string; databaseUrl: string; authUrl: string; filesDir: string; log: (line: string) => void }

/** Creates the demo shops the first time; afterwards only tells their sign-ins again. */
export async function ensureDemoShops({ root, ...options }: Wanted): Promise<SignIn[]> {
  const file = join(root, 'seed', 'seed.ts')
  if (!existsSync(file)) {
    options.log('There is no seed/seed.ts, so no demo shops were created.')
    return []
  }
  const { seed } = (await import(pathToFileURL(file).href)) as SeedModule
  const { signIns, created } = await seed(options)
  if (created) options.log('The demo shops were created.')
  return signIns
}

export function signInTable(signIns: SignIn[]): string {
  if (signIns.length === 0) return ''
  const head: SignIn = { shop: 'Shop', role: 'Role', email: 'E-mail', password: 'Password', address: 'Back office' }
  const columns = ['shop', 'role', 'email', 'password', 'address'] as const
  const width = (column: keyof SignIn) => Math.max(...[head, ...signIns].map((row) => row[column].length))
  const line = (row: SignIn) => `  ${columns.map((column) => row[column].padEnd(width(column))).join('  ')}`.trimEnd()
  return [head, ...signIns].map(line).join('\n')
}
