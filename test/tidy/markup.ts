import { posix } from 'node:path'
import { lineAt, type Finding, type Rule, type SourceFile } from './source-tree.ts'

/** The one component that may print HTML; it takes a value that was sanitised. */
const HTML_DOOR = 'SafeHtml.svelte'

const VALUE = String.raw`(?:\d|px\b|auto\b|full\b|\[|\()`
const DIRECTIONAL = new RegExp(
  String.raw`(?<=^|[\s"'\`:!{])-?(?:(?:ml|mr|pl|pr|left|right|scroll-[mp][lr])-${VALUE}[^\s"'\`}]*|(?:border|rounded)-[lr]\b[^\s"'\`}]*|(?:text|float|clear)-(?:left|right)(?=[\s"'\`}]|$))`,
  'g',
)
const DIRECTIONAL_CSS = /(?:margin|padding|border)-(?:left|right)\b|text-align:\s*(?:left|right)/g

export const htmlThroughOneDoor: Rule = (files) =>
  files
    .filter(({ path }) => path.endsWith('.svelte') && posix.basename(path) !== HTML_DOOR)
    .flatMap((file) => matches(file, /\{@html\b/g, `print HTML through ${HTML_DOOR}`))

/** Start and end instead of left and right, so that the same page reads from right to left. */
export const logicalDirections: Rule = (files) =>
  files
    .filter(({ path }) => /^apps\/web\/.*\.(svelte|ts|css)$/.test(path))
    .flatMap((file) => [
      ...matches(file, DIRECTIONAL, 'use the logical utility (ms, me, ps, pe, start, end)'),
      ...(file.path.endsWith('.ts')
        ? []
        : matches(file, DIRECTIONAL_CSS, 'use the logical property (inline-start, inline-end)')),
    ])

function matches(file: SourceFile, pattern: RegExp, message: string): Finding[] {
  return [...file.text.matchAll(pattern)].map((match) => ({
    path: file.path,
    line: lineAt(file.text, match.index),
    message: `${match[0].trim()}: ${message}`,
  }))
}
