type Parts = { [part: string]: string | undefined }

/** An address as lines to read, the country by its name in the reader's language. */
export function addressLines(address: Parts, name: string, locale: string): string[] {
  const { country, ...rest } = address
  const town = [rest.postalCode, rest.city].filter(Boolean).join(' ')
  const land = country && (new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(country) ?? country)
  return [rest.name ?? name, rest.line1, rest.line2, town, rest.region, land].filter((line): line is string => !!line)
}
