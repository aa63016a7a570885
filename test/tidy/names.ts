import { posix } from 'node:path'
import type { Finding, Rule } from './source-tree.ts'

const BANNED = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'types', 'interfaces', 'constants']
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/
const PASCAL = /^[A-Z][A-Za-z0-9]*$/
const SUFFIXES = new Set(['test', 'unit', 'e2e', 'bench', 'server', 'client', 'config', 'd', 'svelte'])

export const fileNames: Rule = (files) =>
  files.flatMap(({ path }): Finding[] => {
    const fault = faultOf(path)
    return fault ? [{ path, message: fault }] : []
  })

function faultOf(path: string): string | undefined {
  const parts = posix.basename(path).split('.')
  const extension = parts.pop()
  const [name = '', ...suffixes] = parts
  const banned = BANNED.find((word) => name === word || name.endsWith(`-${word}`) || path.split('/').includes(word))
  if (banned) return `"${banned}" says nothing; name it for what it does`
  // SvelteKit's own: +page.svelte, +page@.svelte, +layout.server.ts.
  if (name.startsWith('+')) return undefined
  if (extension === 'svelte') return PASCAL.test(name) ? undefined : 'a component is called PascalCase.svelte'
  if (!KEBAB.test(name)) return 'a file is called in kebab-case'
  const odd = suffixes.find((suffix) => !SUFFIXES.has(suffix))
  return odd ? `".${odd}" is none of the endings in use` : undefined
}
