import uFuzzy from '@leeoniya/ufuzzy'
import type { AdminCommand } from './admin-nav.ts'

// Letters are letters in every script.
const fuzzy = new uFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraMode: 1,
})

/** Commands that the words mean, the best first: letters may be left out or mistyped once. No words: all, recent ones first. */
export function rankCommands(
  commands: readonly AdminCommand[],
  words: string,
  recent: readonly string[],
): readonly AdminCommand[] {
  if (words.trim() === '') {
    const lateness = ({ id }: AdminCommand) => (recent.includes(id) ? recent.indexOf(id) : recent.length)
    return commands.toSorted((one, other) => lateness(one) - lateness(other))
  }
  const haystack = commands.map((command) => [command.label, ...(command.keywords ?? [])].join(' '))
  const [indexes, info, order] = fuzzy.search(uFuzzy.latinize(haystack), uFuzzy.latinize([words])[0]!, 1)
  if (!indexes) return []
  const ranked = info && order ? order.map((at) => info.idx[at]!) : indexes
  return ranked.map((index) => commands[index]!)
}
