/** What a spreadsheet takes for a formula, also behind white space it skips, or behind our own mark. */
const FORMULA = /^'*[\s]*[=+\-@]|^'*[\t\r]/
const GUARDED = /^'(?='*[\s]*[=+\-@]|'*[\t\r])/

/** A text that a spreadsheet shows instead of running it: an apostrophe stands before what looks like a formula. */
export const guardFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** The text as it was before it was guarded; what no guard touched stays as it is. */
export const unguardFormula = (text: string): string => text.replace(GUARDED, '')
