/** A value as JSON, its bigints as text, which is how Postgres reads them out of JSON without loss. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))
