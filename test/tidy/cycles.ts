import { importsOf, resolveImport } from './imports.ts'
import type { Finding, Rule } from './source-tree.ts'
import { syntaxOf } from './syntax.ts'

/** Files that import each other in a circle. Types vanish at run time, so an import of types alone closes none. */
export const noCircularImports: Rule = (files) => {
  const paths = new Set(files.map((file) => file.path))
  const graph = new Map(
    files.map((file) => {
      const needed = importsOf(file, () => syntaxOf(file)).filter(({ typeOnly, dynamic }) => !typeOnly && !dynamic)
      const targets = needed.map(({ specifier }) => resolveImport(file.path, specifier, paths))
      return [file.path, targets.filter((target) => target !== undefined)] as const
    }),
  )
  return findCycles(graph)
}

function findCycles(graph: ReadonlyMap<string, string[]>): Finding[] {
  const found: Finding[] = []
  const done = new Set<string>()
  const trail: string[] = []
  const walk = (path: string): void => {
    const at = trail.indexOf(path)
    if (at !== -1) {
      found.push({ path, message: `imports itself: ${[...trail.slice(at), path].join(' -> ')}` })
      return
    }
    if (done.has(path)) return
    trail.push(path)
    for (const target of graph.get(path) ?? []) walk(target)
    trail.pop()
    done.add(path)
  }
  for (const path of graph.keys()) walk(path)
  return found
}
