/** What the page of a collection posts. */
export function collectionOf(all: Record<string, string>) {
  const field = (['productType', 'vendor', 'tag'] as const).find((key) => key === all.ruleField)
  return {
    title: all.title ?? '',
    descriptionHtml: all.descriptionHtml ?? '',
    status: all.status === 'hidden' ? ('hidden' as const) : ('active' as const),
    rule: field ? { field, value: all.ruleValue ?? '' } : null,
    ...(all.handle && { handle: all.handle }),
  }
}
