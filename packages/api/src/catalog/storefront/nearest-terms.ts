import type { TenantTx } from '@souk/db'

const TERMS_READ_MAX = 20_000
const CORRECTIONS_MAX = 3

/**
 * Other spellings of words that found nothing, nearest first, out of the shop's own terms. Letters are compared, not
 * trigrams: a short word with two letters swapped shares almost no trigram with what was meant.
 */
export async function nearestTerms(tx: TenantTx, words: string[]): Promise<string[]> {
  if (words.length === 0) return []
  const rows = await tx.$queryRaw<{ term: string; weight: number }[]>`
    select term, max(weight)::int as weight from product_terms
    where tenant_id = ${tx.tenantId}::uuid group by term limit ${TERMS_READ_MAX}::int`
  const weightOf = new Map(rows.map(({ term, weight }) => [term, weight]))
  const choices = words.map((word) => nearest(word, weightOf))
  if (choices.some((terms) => terms.length === 0)) return []
  const spellings = Array.from({ length: CORRECTIONS_MAX }, (_, nth) =>
    choices.map((terms) => terms[nth] ?? terms[0]!).join(' '),
  )
  return [...new Set(spellings)].filter((spelling) => spelling !== words.join(' '))
}

/** A word that begins a term is right as it is. Longer words may be further off. */
function nearest(word: string, weightOf: Map<string, number>): string[] {
  const terms = [...weightOf.keys()]
  if (terms.some((term) => term.startsWith(word))) return [word]
  const mistakesMax = word.length < 4 ? 1 : word.length < 8 ? 2 : 3
  return terms
    .filter((term) => Math.abs(term.length - word.length) <= mistakesMax)
    .map((term) => ({ term, weight: weightOf.get(term)!, mistakes: mistakesBetween(word, term) }))
    .filter(({ mistakes }) => mistakes <= mistakesMax)
    .toSorted(
      (one, other) => one.mistakes - other.mistakes || other.weight - one.weight || one.term.localeCompare(other.term),
    )
    .slice(0, CORRECTIONS_MAX)
    .map(({ term }) => term)
}

/** How many letters were added, left out, mistaken or swapped with their neighbour (optimal string alignment). */
function mistakesBetween(one: string, other: string): number {
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const differs = one[i - 1] === other[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      const least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + differs)
      next.push(swapped ? Math.min(least, before[j - 2]! + 1) : least)
    }
    before = row
    row = next
  }
  return row[other.length]!
}
