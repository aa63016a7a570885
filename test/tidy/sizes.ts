import ts from 'typescript'
import { isTest, type Finding, type Rule, type SourceFile } from './source-tree.ts'
import { isCode, lineOf, syntaxOf, visit } from './syntax.ts'

const FUNCTION_LINES_MAX = 60
const LINES_MAX = { component: 200, test: 400, source: 250 }

export const fileSizes: Rule = (files) =>
  files.filter(isCode).flatMap((file) => {
    const kind = kindOf(file.path)
    const lines = file.text.trimEnd().split('\n').length
    const message = `has ${lines} lines; a ${kind} file has at most ${LINES_MAX[kind]}`
    return lines > LINES_MAX[kind] ? [{ path: file.path, message }] : []
  })

function kindOf(path: string): keyof typeof LINES_MAX {
  if (path.endsWith('.svelte')) return 'component'
  return isTest(path) ? 'test' : 'source'
}

export const functionSizes: Rule = (files) => files.filter(isCode).flatMap(longFunctions)

function longFunctions(file: SourceFile): Finding[] {
  const found: Finding[] = []
  const tree = syntaxOf(file)
  visit(tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || isDescribe(node)) return
    const line = lineOf(node)
    const lines = tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1 - line + 1
    if (lines <= FUNCTION_LINES_MAX) return
    found.push({ path: file.path, line, message: `a function of ${lines} lines; at most ${FUNCTION_LINES_MAX}` })
  })
  return found
}

/** The callback of `describe` is a chapter, not a function: its length is the file's. */
function isDescribe(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText())
}
