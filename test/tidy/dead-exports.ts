import ts from 'typescript'
import { importsOf, resolveImport } from './imports.ts'
import type { Finding, Rule, SourceFile } from './source-tree.ts'
import { isCode, lineOf, syntaxOf } from './syntax.ts'

/** Files that something other than an import of ours reads: the framework, a tool, a start-up script, a package's door. */
const ENTRY_POINTS = [
  /^apps\/web\/src\/(routes\/(.*\/)?)?\+[^/]*$/,
  /^apps\/web\/src\/(hooks(\.\w+)?|params|env|instrumentation\.server|service-worker|app\.d)\.ts$/,
  /(^|\/)[a-z]+\.config\.ts$/,
  /^packages\/[^/]+\/src\/(index|client)\.ts$/,
  /^seed\/seed\.ts$/,
]

/** An exported value that no file imports. Types are left out: one may be exported because a signature names it. */
export const noDeadExports: Rule = (files) => {
  const paths = new Set(files.map((file) => file.path))
  const used = new Map<string, Set<string>>()
  for (const file of files) {
    for (const { specifier, names } of importsOf(file, () => syntaxOf(file))) {
      const target = resolveImport(file.path, specifier, paths)
      if (target === undefined) continue
      const known = used.get(target) ?? new Set()
      for (const name of names === '*' ? ['*'] : names) known.add(name)
      used.set(target, known)
    }
  }
  return files
    .filter((file) => isCode(file) && !isEntryPoint(file.path))
    .flatMap((file) => deadIn(file, used.get(file.path)))
}

function isEntryPoint(path: string): boolean {
  return ENTRY_POINTS.some((pattern) => pattern.test(path))
}

function deadIn(file: SourceFile, used: ReadonlySet<string> | undefined): Finding[] {
  if (used?.has('*')) return []
  return exportedValues(syntaxOf(file))
    .filter(({ name }) => !used?.has(name))
    .map(({ name, line }) => ({ path: file.path, line, message: `nobody imports ${name}` }))
}

function exportedValues(tree: ts.SourceFile): { name: string; line: number }[] {
  return tree.statements.flatMap((statement) => {
    const line = lineOf(statement)
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause
      if (statement.isTypeOnly || !clause || !ts.isNamedExports(clause)) return []
      return clause.elements.filter((item) => !item.isTypeOnly).map((item) => ({ name: item.name.text, line }))
    }
    if (!isExported(statement)) return []
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => ({ name: name.getText(), line }))
    }
    const named = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
    return named && statement.name ? [{ name: statement.name.text, line }] : []
  })
}

function isExported(statement: ts.Statement): boolean {
  if (!ts.canHaveModifiers(statement)) return false
  const kinds = (ts.getModifiers(statement) ?? []).map(({ kind }) => kind)
  return kinds.includes(ts.SyntaxKind.ExportKeyword) && !kinds.includes(ts.SyntaxKind.DefaultKeyword)
}
