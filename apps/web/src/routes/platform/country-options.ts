/** The countries a shop can be opened in, by name, and the one a browser's languages suggest. */
export function countryOptions(codes: string[], acceptLanguage: string | null) {
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  const options = codes.map((value) => ({ value, label: names.of(value) ?? value }))
  const wanted = [...(acceptLanguage ?? '').matchAll(/[a-z]{2,3}-([A-Z]{2})\b/g)].map((match) => match[1]!)
  return {
    countries: options.toSorted((a, b) => a.label.localeCompare(b.label)),
    suggested: wanted.find((code) => codes.includes(code)) ?? '',
  }
}
