import { parse, type AST } from 'svelte/compiler'
import ts from 'typescript'
import { lineAt, type Finding, type Rule, type SourceFile } from './source-tree.ts'
import { lineOf, syntaxOf, visit } from './syntax.ts'

/** What staff see: their pages, and the parts that these are made of. The storefront speaks one language so far. */
const OFFICE = /^apps\/web\/src\/(?:routes\/admin\/|lib\/(?!shop\/|checkout\/|i18n\/|server\/|live\/))/
const ATTRIBUTES =
  /^(?:alt|aria-(?:description|label|roledescription|valuetext)|caption|confirmLabel|description|emptyTitle|heading|help|hint|label|legend|message|placeholder|searchLabel|suffix|summary|title|unit)$/
const UNREAD = /^(?:class|style|href|src|action|d|viewBox|name|id|for)$/
/** Two letters that follow each other make a word; a sign does not. */
const WORD = /\p{L}{2,}/u
const SENTENCE = /^\p{Lu}\p{Ll}+(?:[ ,.’'-]+\p{L}|[.!?…]?$)/u
/** Names, keys, units and paths that are the same in every language. */
const SAME =
  /^(?:(?:Ctrl|Shift) ?.$|(?:Esc|Enter|Souk|Edge|Opera|Firefox|Chrome|Safari|Android|Windows|Linux|Mac Roman|Shift JIS|kB|CSV|XLSX|SKU|JSON)$|\/)/

/** Words on a screen come from the message catalogue, in every language; the source holds none. */
export const noHardCodedWords: Rule = (files) =>
  files
    .filter(({ path }) => OFFICE.test(path) && !/\.(?:unit\.)?test\.ts$/.test(path))
    .flatMap((file) => {
      if (file.path.endsWith('.svelte')) return [...inMarkup(file), ...inScript(file)]
      return file.path.endsWith('.ts') ? inScript(file) : []
    })

const findingOf = (path: string, line: number, text: string): Finding => ({
  path,
  line,
  message: `"${text.trim().slice(0, 60)}": put these words into the message catalogue (apps/web/messages)`,
})

type Node = { type: string; start: number } & Record<string, unknown>
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** What is compared is a key or a status, not a word that is read. */
const SILENT = new Set(['BinaryExpression', 'StyleDirective', 'ClassDirective', 'StyleSheet'])

function inMarkup(file: SourceFile): Finding[] {
  const found: Finding[] = []
  const walk = (node: Node, attribute?: string) => {
    const text = shownText(node, attribute)
    if (text !== undefined && !SAME.test(text.trim()))
      found.push(findingOf(file.path, lineAt(file.text, node.start), text))
    const inside = node.type === 'Attribute' ? String(node.name) : attribute
    if (SILENT.has(node.type) || (inside && UNREAD.test(inside))) return
    for (const [key, value] of Object.entries(node)) {
      if (key === 'name' || key === 'instance' || key === 'module') continue
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, inside)
    }
  }
  const root: AST.Root = parse(file.text, { modern: true })
  walk(root.fragment as unknown as Node)
  return found
}

/** The words of a node that somebody reads: text, and what an attribute or an expression shows. */
function shownText(node: Node, attribute: string | undefined): string | undefined {
  const read = attribute === undefined || ATTRIBUTES.test(attribute)
  if (node.type === 'Text') return read && WORD.test(String(node.data)) ? String(node.data) : undefined
  if (node.type === 'Literal' && typeof node.value === 'string')
    return isShown(node.value, attribute) ? node.value : undefined
  if (node.type !== 'TemplateElement') return undefined
  const { raw } = node.value as { raw: string }
  // What is glued to a name before it ends a key, such as `${size}Mm`.
  return raw.includes(' ') && isShown(raw, attribute) ? raw : undefined
}

/** In an expression a lone word in small letters may be a key; a capital, or a sentence, is read by somebody. */
const isShown = (text: string, attribute: string | undefined): boolean =>
  SENTENCE.test(text.trim()) || (attribute !== undefined && ATTRIBUTES.test(attribute) && /\p{L}{2,} \p{L}/u.test(text))

function inScript(file: SourceFile): Finding[] {
  const found: Finding[] = []
  visit(syntaxOf(file), (node) => {
    const text = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? node.text : undefined
    if (text === undefined || !SENTENCE.test(text.trim()) || SAME.test(text.trim()) || isKey(node)) return
    found.push(findingOf(file.path, lineOf(node), text))
  })
  return found
}

const CHOOSING = [
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.EqualsToken,
]

/** Whether a text is compared, looked up or told to a programmer instead of being read on a screen. */
function isKey(node: ts.Node): boolean {
  const parent = ts.isTemplateHead(node) ? node.parent.parent : node.parent
  if (ts.isBinaryExpression(parent)) return !CHOOSING.includes(parent.operatorToken.kind)
  if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent) || ts.isElementAccessExpression(parent))
    return true
  if (ts.isPropertyAssignment(parent)) return parent.name === node
  if (ts.isCallExpression(parent))
    return /\.(?:endsWith|startsWith|includes|replace|replaceAll|split|has|get|set|closest|matches)$/.test(
      parent.expression.getText(),
    )
  return ts.isNewExpression(parent) && parent.expression.getText().endsWith('Error')
}
