type Known = { id: string; optionValues: string[]; status: string }
type Place = { optionValues: string[]; position: number }

/**
 * Which variants stay, come and go when a product gets these values an option. An exact combination keeps its variant. When
 * options were added or removed at the end, a variant keeps its place with the first of the new values, or without the last.
 */
export function planMatrix(
  variants: Known[],
  values: string[][],
): { kept: (Place & { id: string })[]; added: Place[]; gone: string[] } {
  const places = combinationsOf(values).map((optionValues, index) => ({ optionValues, position: index + 1 }))
  const free = new Map(places.map((place) => [keyOf(place.optionValues), place]))
  const kept: (Place & { id: string })[] = []
  const take = (variant: Known, optionValues: string[]): boolean => {
    const place = free.get(keyOf(optionValues))
    if (place === undefined) return false
    free.delete(keyOf(optionValues))
    kept.push({ id: variant.id, ...place })
    return true
  }
  const others = variants.filter((variant) => !take(variant, variant.optionValues))
  const first = values.map((options) => options[0] ?? '')
  const fitted = ({ optionValues }: Known) => first.map((value, index) => optionValues[index] ?? value)
  const gone = others.filter((variant) => {
    const resized = variant.optionValues.length !== values.length && variant.status === 'active'
    return !(resized && take(variant, fitted(variant)))
  })
  return { kept, added: [...free.values()], gone: gone.map(({ id }) => id) }
}

const combinationsOf = (values: string[][]): string[][] =>
  values.reduce<string[][]>((rows, options) => rows.flatMap((row) => options.map((value) => [...row, value])), [[]])

const keyOf = (optionValues: string[]): string => JSON.stringify(optionValues)
