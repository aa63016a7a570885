import ts from 'typescript'
import type { SourceFile } from './source-tree.ts'

const SCRIPT = /(<script\b[^>]*>)([\s\S]*?)<\/script>/g

const parsed = new WeakMap<SourceFile, ts.SourceFile>()

/** The syntax tree of a TypeScript file, or of the scripts of a component with its lines where they are. */
export function syntaxOf(file: SourceFile): ts.SourceFile {
  const known = parsed.get(file)
  if (known) return known
  const code = file.path.endsWith('.svelte') ? scriptsOf(file.text) : file.text
  const tree = ts.createSourceFile(file.path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  parsed.set(file, tree)
  return tree
}

/** Everything outside of the scripts becomes blank, so that positions and line numbers stay true. */
function scriptsOf(text: string): string {
  let code = ''
  let at = 0
  for (const match of text.matchAll(SCRIPT)) {
    const start = match.index + (match[1] ?? '').length
    const script = match[2] ?? ''
    code += blank(text.slice(at, start)) + script
    at = start + script.length
  }
  return code + blank(text.slice(at))
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ')

export function isCode(file: SourceFile): boolean {
  return /\.(ts|mjs|js|svelte)$/.test(file.path)
}

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => visit(child, see))
}

export function lineOf(node: ts.Node): number {
  const tree = node.getSourceFile()
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
}
