import { posix } from 'node:path'
import ts from 'typescript'
import type { SourceFile } from './source-tree.ts'
import { isCode, lineOf, visit } from './syntax.ts'

/** One import or re-export. `names` is '*' when everything is taken: a namespace, `export *`, a dynamic import. */
export type Import = {
  specifier: string
  line: number
  names: string[] | '*'
  typeOnly: boolean
  dynamic: boolean
}

const cache = new WeakMap<SourceFile, Import[]>()

export function importsOf(file: SourceFile, tree: () => ts.SourceFile): Import[] {
  const known = cache.get(file)
  if (known) return known
  const found: Import[] = []
  if (isCode(file)) visit(tree(), (node) => collect(node, found))
  cache.set(file, found)
  return found
}

function collect(node: ts.Node, found: Import[]): void {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const { names, typeOnly } = namesOfClause(node.importClause)
    found.push({ specifier: node.moduleSpecifier.text, line: lineOf(node), names, typeOnly, dynamic: false })
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    const { exportClause } = node
    const named = exportClause !== undefined && ts.isNamedExports(exportClause)
    const elements = named ? exportClause.elements : []
    const names = named ? elements.map((element) => (element.propertyName ?? element.name).text) : ('*' as const)
    const typeOnly =
      node.isTypeOnly || (named && elements.length > 0 && elements.every((element) => element.isTypeOnly))
    found.push({ specifier: node.moduleSpecifier.text, line: lineOf(node), names, typeOnly, dynamic: false })
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments
    if (!argument || !ts.isStringLiteralLike(argument)) return
    found.push({ specifier: argument.text, line: lineOf(node), names: '*', typeOnly: false, dynamic: true })
  }
}

function namesOfClause(clause: ts.ImportClause | undefined): Pick<Import, 'names' | 'typeOnly'> {
  if (!clause) return { names: [], typeOnly: false }
  const typeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword
  const bindings = clause.namedBindings
  if (bindings && ts.isNamespaceImport(bindings)) return { names: '*', typeOnly }
  const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements : []
  const names = elements.map((element) => (element.propertyName ?? element.name).text)
  if (clause.name) names.push('default')
  const onlyTypes = !clause.name && elements.length > 0 && elements.every((element) => element.isTypeOnly)
  return { names, typeOnly: typeOnly || onlyTypes }
}

/** The file of ours that a specifier means, or undefined for a package from npm and for anything we cannot see. */
export function resolveImport(from: string, specifier: string, paths: ReadonlySet<string>): string | undefined {
  const target = targetOf(from, specifier)
  if (target === undefined) return undefined
  const candidates = [target, `${target}.ts`, `${target}/index.ts`, target.replace(/\.js$/, '.ts')]
  return candidates.find((path) => paths.has(path))
}

function targetOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  if (specifier === '#lib' || specifier.startsWith('#lib/')) return `apps/web/src/lib${specifier.slice('#lib'.length)}`
  const [scope, name, ...rest] = specifier.split('/')
  if (scope !== '@souk' || !name) return undefined
  return ['packages', name, 'src', ...rest].join('/')
}
