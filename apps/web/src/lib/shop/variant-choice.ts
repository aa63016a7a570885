type Variant = { id: string; optionValues: string[]; available: number | null; backorder: boolean }
type Option = { name: string; values: string[] }

const optionField = (index: number) => `option${index + 1}`

/** Whether a variant can be bought at this moment. */
export const isSellable = ({ available, backorder }: Pick<Variant, 'available' | 'backorder'>) =>
  available === null || backorder || available > 0

/** What a page without a choice starts with: the first variant that can be bought. */
export const firstChoice = <V extends Variant>(variants: readonly V[]): V | undefined =>
  variants.find(isSellable) ?? variants[0]

export type Choice<V> = {
  /** The values chosen, one an option; an address may name a combination that is not made. */
  values: string[]
  variant: V | null
  options: {
    name: string
    field: string
    selected: string | null
    values: { value: string; state: 'available' | 'sold-out' | 'impossible' }[]
  }[]
}

/**
 * What an address chooses of a product: `?variant=` or one parameter an option; without either the first variant that
 * can be bought. `startId` holds that start, so that a sell-out never changes what a shopper looks at. Each further value says what choosing it would give.
 */
export function readChoice<V extends Variant>(
  options: Option[],
  variants: V[],
  params: Pick<URLSearchParams, 'get'>,
  startId?: string,
): Choice<V> {
  const named = variants.find(({ id }) => id === params.get('variant'))
  const start = named ?? variants.find(({ id }) => id === startId) ?? firstChoice(variants)
  const values = options.map((option, index) => {
    const asked = named ? null : params.get(optionField(index))
    return asked !== null && option.values.includes(asked) ? asked : (start?.optionValues[index] ?? '')
  })
  const find = (wanted: string[]) =>
    variants.find(({ optionValues }) => wanted.every((value, index) => optionValues[index] === value))
  const stateOf = (wanted: string[]) => {
    const variant = find(wanted)
    return !variant ? 'impossible' : isSellable(variant) ? 'available' : 'sold-out'
  }
  return {
    values,
    variant: find(values) ?? null,
    options: options.map((option, index) => ({
      name: option.name,
      field: optionField(index),
      selected: values[index] ?? null,
      values: option.values
        .filter((value) => variants.some(({ optionValues }) => optionValues[index] === value))
        .map((value) => ({ value, state: stateOf(values.with(index, value)) })),
    })),
  }
}
