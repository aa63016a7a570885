/** What a shop in a country starts with; everything can be changed later in its settings. Standard tax rates of 2026. */
export type CountryStart = {
  currency: string
  locale: string
  timeZone: string
  taxRateBp: number
  taxName: string
  delivery: bigint
}

export const COUNTRY_STARTS: Record<string, CountryStart> = {
  AE: { currency: 'AED', locale: 'en-AE', timeZone: 'Asia/Dubai', taxRateBp: 500, taxName: 'VAT', delivery: 2000n },
  AT: { currency: 'EUR', locale: 'en-AT', timeZone: 'Europe/Vienna', taxRateBp: 2000, taxName: 'USt', delivery: 490n },
  AU: {
    currency: 'AUD',
    locale: 'en-AU',
    timeZone: 'Australia/Sydney',
    taxRateBp: 1000,
    taxName: 'GST',
    delivery: 1000n,
  },
  BE: {
    currency: 'EUR',
    locale: 'en-BE',
    timeZone: 'Europe/Brussels',
    taxRateBp: 2100,
    taxName: 'BTW',
    delivery: 490n,
  },
  CA: {
    currency: 'CAD',
    locale: 'en-CA',
    timeZone: 'America/Toronto',
    taxRateBp: 500,
    taxName: 'GST',
    delivery: 1000n,
  },
  CH: { currency: 'CHF', locale: 'en-CH', timeZone: 'Europe/Zurich', taxRateBp: 810, taxName: 'MWST', delivery: 900n },
  CN: { currency: 'CNY', locale: 'en-CN', timeZone: 'Asia/Shanghai', taxRateBp: 1300, taxName: 'VAT', delivery: 1000n },
  DE: { currency: 'EUR', locale: 'en-DE', timeZone: 'Europe/Berlin', taxRateBp: 1900, taxName: 'MwSt', delivery: 490n },
  DK: {
    currency: 'DKK',
    locale: 'en-DK',
    timeZone: 'Europe/Copenhagen',
    taxRateBp: 2500,
    taxName: 'moms',
    delivery: 3900n,
  },
  ES: { currency: 'EUR', locale: 'en-ES', timeZone: 'Europe/Madrid', taxRateBp: 2100, taxName: 'IVA', delivery: 490n },
  FI: {
    currency: 'EUR',
    locale: 'en-FI',
    timeZone: 'Europe/Helsinki',
    taxRateBp: 2550,
    taxName: 'ALV',
    delivery: 490n,
  },
  FR: { currency: 'EUR', locale: 'en-FR', timeZone: 'Europe/Paris', taxRateBp: 2000, taxName: 'TVA', delivery: 490n },
  GB: { currency: 'GBP', locale: 'en-GB', timeZone: 'Europe/London', taxRateBp: 2000, taxName: 'VAT', delivery: 399n },
  IE: { currency: 'EUR', locale: 'en-IE', timeZone: 'Europe/Dublin', taxRateBp: 2300, taxName: 'VAT', delivery: 490n },
  IN: { currency: 'INR', locale: 'en-IN', timeZone: 'Asia/Kolkata', taxRateBp: 1800, taxName: 'GST', delivery: 9900n },
  IT: { currency: 'EUR', locale: 'en-IT', timeZone: 'Europe/Rome', taxRateBp: 2200, taxName: 'IVA', delivery: 490n },
  JP: {
    currency: 'JPY',
    locale: 'en-JP',
    timeZone: 'Asia/Tokyo',
    taxRateBp: 1000,
    taxName: 'Consumption tax',
    delivery: 600n,
  },
  KW: { currency: 'KWD', locale: 'en-KW', timeZone: 'Asia/Kuwait', taxRateBp: 0, taxName: 'VAT', delivery: 2000n },
  NL: {
    currency: 'EUR',
    locale: 'en-NL',
    timeZone: 'Europe/Amsterdam',
    taxRateBp: 2100,
    taxName: 'BTW',
    delivery: 490n,
  },
  NO: { currency: 'NOK', locale: 'en-NO', timeZone: 'Europe/Oslo', taxRateBp: 2500, taxName: 'MVA', delivery: 4900n },
  NZ: {
    currency: 'NZD',
    locale: 'en-NZ',
    timeZone: 'Pacific/Auckland',
    taxRateBp: 1500,
    taxName: 'GST',
    delivery: 900n,
  },
  PL: { currency: 'PLN', locale: 'en-PL', timeZone: 'Europe/Warsaw', taxRateBp: 2300, taxName: 'VAT', delivery: 1490n },
  PT: { currency: 'EUR', locale: 'en-PT', timeZone: 'Europe/Lisbon', taxRateBp: 2300, taxName: 'IVA', delivery: 490n },
  SE: {
    currency: 'SEK',
    locale: 'en-SE',
    timeZone: 'Europe/Stockholm',
    taxRateBp: 2500,
    taxName: 'moms',
    delivery: 4900n,
  },
  SG: { currency: 'SGD', locale: 'en-SG', timeZone: 'Asia/Singapore', taxRateBp: 900, taxName: 'GST', delivery: 500n },
  US: {
    currency: 'USD',
    locale: 'en-US',
    timeZone: 'America/New_York',
    taxRateBp: 0,
    taxName: 'Sales tax',
    delivery: 595n,
  },
}
