type Rules = {
  matchBy: string
  existing: 'both' | 'create' | 'update'
  keep: string[]
  emptyClears: boolean
  overwriteStock: boolean
  collections: boolean
}

/** What the columns' form says: which column goes where, what of existing records stays, and the rules. `twice` names a field two columns go to. */
export function readMapping(form: FormData): {
  mapping: Record<string, number>
  rules: Rules
  twice: string | null
  values: Record<string, string>
} {
  const mapping: Record<string, number> = {}
  const values: Record<string, string> = {}
  let twice: string | null = null
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    values[name] = value
    const place = /^column\.(\d{1,4})$/.exec(name)?.[1]
    if (place === undefined || value === '') continue
    if (value in mapping) twice = value
    mapping[value] = Number(place)
  }
  const existing = values.existing === 'create' || values.existing === 'update' ? values.existing : 'both'
  const groups = form.getAll('group').filter((group) => typeof group === 'string')
  const rules = {
    matchBy: values.matchBy ?? '',
    existing,
    keep: groups.filter((group) => !form.has(`overwrite.${group}`)),
    emptyClears: form.has('emptyClears'),
    overwriteStock: form.has('overwriteStock'),
    collections: form.has('collections'),
  } satisfies Rules
  return { mapping, rules, twice, values }
}
