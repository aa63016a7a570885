/** Countries by their names in the shop's language, the usual one first. */
export function countryOptions(
  codes: readonly string[],
  locale: string,
  first: string,
): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted(
      (one, other) =>
        Number(other.value === first) - Number(one.value === first) || one.label.localeCompare(other.label, locale),
    )
}
