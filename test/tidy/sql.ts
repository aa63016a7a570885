import ts from 'typescript'
import type { Finding, Rule, SourceFile } from './source-tree.ts'
import { isCode, lineOf, syntaxOf, visit } from './syntax.ts'

const UNSAFE = new Set(['$queryRawUnsafe', '$executeRawUnsafe'])
const TAGS = new Set(['$queryRaw', '$executeRaw'])
/** Calls whose result may stand inside the text of a statement, because they quote or check it. */
const SAFE_CALLS = new Set(['escapeIdentifier', 'escapeLiteral', 'checkTenantId'])

type See = (node: ts.Node, say: (message: string) => void) => void

const ruleOf =
  (see: See): Rule =>
  (files) =>
    files.filter(isCode).flatMap((file) => findingsIn(file, see))

function findingsIn(file: SourceFile, see: See): Finding[] {
  const found: Finding[] = []
  visit(syntaxOf(file), (node) => see(node, (message) => found.push({ path: file.path, line: lineOf(node), message })))
  return found
}

/** Row security does not survive an injection, so nothing that takes SQL as a plain string may be reachable. */
export const noUnsafeSql: Rule = ruleOf((node, say) => {
  const name = memberName(node)
  if (name === undefined) return
  if (UNSAFE.has(name)) say(`${name} is not used; write a tagged tx.$queryRaw`)
  if (name === 'raw' && ts.isPropertyAccessExpression(node) && node.expression.getText() === 'Prisma') {
    say('Prisma.raw is not used; pass values as parameters')
  }
  if (TAGS.has(name) && !(ts.isTaggedTemplateExpression(node.parent) && node.parent.tag === node)) {
    say(`${name} is used as the tag of a template only`)
  }
})

function memberName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text
  }
  // A destructured `const { $queryRawUnsafe } = tx` reaches it as well.
  if (ts.isBindingElement(node) && !node.dotDotDotToken) return (node.propertyName ?? node.name).getText()
  return undefined
}

/** A statement given to pg's query() is constant text; what varies goes as a parameter, a name through an escape. */
export const noBuiltSql: Rule = ruleOf((node, say) => {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return
  if (node.expression.name.text !== 'query') return
  const [statement] = node.arguments
  if (!statement) return
  if (ts.isTemplateExpression(statement) && !statement.templateSpans.every((span) => isSafe(span.expression))) {
    say('a value stands inside the text of a statement; pass it as a parameter')
  }
  if (isJoined(statement)) say('a statement is put together with +; pass values as parameters')
})

function isSafe(expression: ts.Expression): boolean {
  if (ts.isIdentifier(expression)) return /^[A-Z][A-Z0-9_]*$/.test(expression.text)
  if (!ts.isCallExpression(expression)) return false
  const callee = expression.expression
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText()
  return SAFE_CALLS.has(name)
}

function isJoined(expression: ts.Expression): boolean {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.PlusToken) return false
  const constant = (side: ts.Expression): boolean => ts.isStringLiteralLike(side) || isSafe(side) || isJoined(side)
  const bothConstant = constant(expression.left) && constant(expression.right)
  return !bothConstant || isJoined(expression.left) || isJoined(expression.right)
}
