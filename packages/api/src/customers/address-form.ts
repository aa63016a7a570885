import { formatAddress } from 'localized-address-format'

// How an address is asked for and written in each country. Pure and without a schema library, so that a browser can
// carry it: a form changes its fields the moment the country changes.

/** An address as it is stored: `region` and `postalCode` are empty where the country has none. */
export type PostalAddress = {
  line1: string
  line2?: string
  city?: string
  region?: string
  postalCode?: string
  country: string
  phone?: string
}

export type AddressFieldName = 'name' | 'line1' | 'line2' | 'city' | 'region' | 'postalCode'

export type AddressField = { name: AddressFieldName; label: string; required: boolean; autocomplete: string }

type CountryRules = {
  region?: string
  regionOptional?: boolean
  postal?: { label?: string; pattern: RegExp; example: string }
  city?: string
}

const digits = (count: number, example: string) => ({ pattern: new RegExp(`^\\d{${count}}$`), example })

/** What the trade calls the parts of an address, and how a postal code looks. A country that is not here takes any code. */
const RULES: Record<string, CountryRules> = {
  AE: { region: 'Emirate' },
  AT: { postal: digits(4, '1010') },
  AU: { region: 'State', city: 'Suburb', postal: { label: 'Postcode', ...digits(4, '2000') } },
  BE: { postal: digits(4, '1000') },
  BR: { region: 'State', postal: { label: 'CEP', pattern: /^\d{5}-?\d{3}$/, example: '01310-100' } },
  CA: { region: 'Province', postal: { pattern: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/, example: 'K1A 0B1' } },
  CH: { postal: digits(4, '8001') },
  CN: { region: 'Province', postal: digits(6, '100000') },
  DE: { postal: digits(5, '10115') },
  DK: { postal: digits(4, '1050') },
  ES: { region: 'Province', postal: digits(5, '28013') },
  FI: { postal: digits(5, '00100') },
  FR: { postal: digits(5, '75001') },
  GB: {
    city: 'Town or city',
    postal: { label: 'Postcode', pattern: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/, example: 'SW1A 1AA' },
  },
  IE: {
    region: 'County',
    regionOptional: true,
    city: 'Town or city',
    postal: { label: 'Eircode', pattern: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/, example: 'D02 AF30' },
  },
  IN: { region: 'State', postal: { label: 'PIN code', pattern: /^\d{3} ?\d{3}$/, example: '110001' } },
  IT: { region: 'Province', postal: digits(5, '00184') },
  JP: { region: 'Prefecture', city: 'City or ward', postal: { pattern: /^\d{3}-?\d{4}$/, example: '150-0001' } },
  KR: { region: 'Province', postal: digits(5, '03051') },
  KW: { region: 'Governorate', regionOptional: true, postal: digits(5, '13001') },
  NL: { postal: { pattern: /^\d{4} ?[A-Z]{2}$/, example: '1012 JS' } },
  NO: { postal: digits(4, '0150') },
  NZ: { postal: { label: 'Postcode', ...digits(4, '6011') } },
  PL: { postal: { pattern: /^\d{2}-\d{3}$/, example: '00-001' } },
  PT: { postal: { pattern: /^\d{4}-\d{3}$/, example: '1100-148' } },
  SE: { postal: { pattern: /^\d{3} ?\d{2}$/, example: '111 22' } },
  SG: { postal: digits(6, '018956') },
  US: { region: 'State', postal: { label: 'ZIP code', pattern: /^\d{5}(-\d{4})?$/, example: '94103' } },
}

const MARKS = {
  name: '{name}',
  line1: '{line1}',
  line2: '{line2}',
  city: '{city}',
  region: '{region}',
  postalCode: '{postalCode}',
}

/** The rows of a country's address in its own order, each with the fields that stand side by side in it. */
function rowsOf(country: string): AddressFieldName[][] {
  const lines = formatLines(country, MARKS)
  const rows = lines
    .map((line) => [...line.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as AddressFieldName))
    .filter((row) => row.length > 0)
  // Who is written to is asked first everywhere: a form is filled in from the person to the place.
  const places = rows.map((row) => row.filter((field) => field !== 'name')).filter((row) => row.length > 0)
  return [['name'], ...places]
}

/** The fields of a country's address form, row by row, with the words used there. */
export function addressForm(country: string): AddressField[][] {
  return rowsOf(country).map((row) => row.map((name) => fieldOf(name, RULES[country] ?? {})))
}

function fieldOf(name: AddressFieldName, rules: CountryRules): AddressField {
  const fields: Record<AddressFieldName, Omit<AddressField, 'name'>> = {
    name: { label: 'Full name', required: true, autocomplete: 'name' },
    line1: { label: 'Street and number', required: true, autocomplete: 'address-line1' },
    line2: { label: 'Apartment, floor, company', required: false, autocomplete: 'address-line2' },
    city: { label: rules.city ?? 'City', required: true, autocomplete: 'address-level2' },
    region: {
      label: rules.region ?? 'Region',
      required: Boolean(rules.region) && !rules.regionOptional,
      autocomplete: 'address-level1',
    },
    postalCode: {
      label: rules.postal?.label ?? 'Postal code',
      required: Boolean(rules.postal),
      autocomplete: 'postal-code',
    },
  }
  return { name, ...fields[name] }
}

/** How a postal code looks in a country, told to who typed another one; null when any is taken. */
export function postalCodeOf(country: string): { pattern: RegExp; example: string; label: string } | null {
  const postal = RULES[country]?.postal
  return postal ? { label: 'Postal code', ...postal } : null
}

/** The lines of a parcel's label: the address in the country's order, and the country's name in capitals below. */
export function postalLabel(name: string, address: PostalAddress, locale = 'en'): string[] {
  const country = new Intl.DisplayNames([locale], { type: 'region' }).of(address.country) ?? address.country
  return [...formatLines(address.country, { name, ...address }), country.toLocaleUpperCase(locale)]
}

type Parts = Partial<Record<AddressFieldName, string>>

function formatLines(country: string, parts: Parts): string[] {
  const lines = formatAddress(
    {
      postalCountry: country,
      name: parts.name ?? '',
      addressLines: [parts.line1 ?? '', parts.line2 ?? ''].filter((line) => line !== ''),
      locality: country === 'JP' ? '' : (parts.city ?? ''),
      administrativeArea:
        country === 'JP' ? [parts.region, parts.city].filter(Boolean).join(' ') : (parts.region ?? ''),
      postalCode: parts.postalCode ?? '',
    },
    // The local order of China and Korea is written without spaces in their own script; theirs is kept for that script.
    /^[\u0000-\u024f]*$/.test(Object.values(parts).join('')) && ['CN', 'KR', 'HK', 'TW'].includes(country)
      ? 'latin'
      : 'local',
  )
  return lines.filter((line) => line.trim() !== '')
}
