import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A file of the repository; the path is relative to its root, with forward slashes. */
export type SourceFile = { path: string; text: string }
export type Finding = { path: string; line?: number; message: string }
export type Rule = (files: readonly SourceFile[]) => Finding[]

const FOLDERS = ['apps', 'packages', 'scripts', 'seed', 'test', 'e2e', 'bench', 'vitest.config.ts']
const LOOKED_AT = /\.(ts|mjs|js|svelte|css)$/
const NOT_OURS = /(^|\/)(generated|node_modules|build|\.svelte-kit)\//

/** Everything that is tracked or about to be; git knows, so what is ignored stays out. */
export function readSourceTree(root = resolve(import.meta.dirname, '../..')): SourceFile[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...FOLDERS]
  const listed = execFileSync('git', ['-c', `safe.directory=${root}`, ...args], { cwd: root, encoding: 'utf8' })
  const paths = [...new Set(listed.split('\0'))].filter((path) => LOOKED_AT.test(path) && !NOT_OURS.test(path))
  return paths.toSorted().flatMap((path) => {
    const text = textOf(join(root, path))
    return text === undefined ? [] : [{ path, text }]
  })
}

/** Undefined for a file that was deleted and is still in git's list. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

export function isTest(path: string): boolean {
  return /\.(test|e2e)\.ts$/.test(path) || /^(test|e2e)\/|\/testing\//.test(path)
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
