import { z } from 'zod'
import { addressForm, postalCodeOf, type AddressFieldName } from './address-form.ts'

const LENGTH_MAX: Record<AddressFieldName, number> = {
  name: 100,
  line1: 120,
  line2: 120,
  city: 80,
  region: 80,
  postalCode: 16,
}
const KNOWN = new Set(countryCodes())

/** Every country and territory that has a name, by its ISO 3166 code. */
export function countryCodes(): string[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  // Codes that ISO 3166 reserves for groups, oceans and withdrawn states still have names; no parcel goes there.
  const none = new Set([
    'AC',
    'AN',
    'BU',
    'CP',
    'CQ',
    'CS',
    'DD',
    'DG',
    'DY',
    'EA',
    'EU',
    'EZ',
    'FX',
    'HV',
    'IC',
    'NH',
    'NT',
    'QO',
    'RH',
    'SU',
    'TA',
    'TP',
    'UK',
    'UN',
    'VD',
    'XA',
    'XB',
    'YD',
    'YU',
    'ZR',
    'ZZ',
  ])
  return codes.filter((code) => !none.has(code) && names.of(code) !== undefined)
}

const tidy = (value: string | undefined): string => (value ?? '').trim().replace(/\s+/g, ' ')

/**
 * The address of one country: what its form asks for is required, what it does not have is dropped. A postal code is
 * taken in any case and spacing, and refused only when it cannot be one of that country.
 */
export function addressSchema(country: string) {
  const fields = new Map(
    addressForm(country)
      .flat()
      .map((field) => [field.name, field]),
  )
  const text = (name: AddressFieldName) =>
    z
      .string()
      .max(200, 'This is too long.')
      .optional()
      .transform((value) => (fields.has(name) ? tidy(value) : ''))
      .refine(
        (value) => value !== '' || !fields.get(name)?.required,
        `Type the ${(fields.get(name)?.label ?? name).toLowerCase()}.`,
      )
      .refine((value) => value.length <= LENGTH_MAX[name], `Use at most ${LENGTH_MAX[name]} characters.`)
  return z.object({
    name: text('name'),
    line1: text('line1'),
    line2: text('line2'),
    city: text('city'),
    region: text('region'),
    postalCode: text('postalCode')
      .transform((value) => value.toUpperCase())
      .refine((value) => isPostalCode(country, value), postalSentence(country)),
    country: z.literal(country),
    phone: phoneNumber,
  })
}

export const phoneNumber = z
  .string()
  .max(40, 'This number is too long.')
  .optional()
  .transform(tidy)
  .refine((value) => value === '' || /^\+?[\d ()./-]{5,30}$/.test(value), 'Type a phone number such as +49 30 1234567.')

function isPostalCode(country: string, value: string): boolean {
  const postal = postalCodeOf(country)
  return value === '' || !postal || postal.pattern.test(value)
}

function postalSentence(country: string): string {
  const postal = postalCodeOf(country)
  return postal
    ? `This is no ${postal.label.toLowerCase().replace('zip', 'ZIP').replace('pin', 'PIN').replace('cep', 'CEP')} of this country. Type one such as ${postal.example}.`
    : ''
}

export type Address = z.output<ReturnType<typeof addressSchema>>

/** An address whose country comes with it: the country is checked first, then the rest by that country's rules. */
export const address = z
  .looseObject({ country: z.string().refine((code) => KNOWN.has(code), 'Choose a country from the list.') })
  .transform((input, context): Address => {
    const parsed = addressSchema(input.country).safeParse(input)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues)
      context.addIssue({ code: 'custom', path: issue.path, message: issue.message })
    return z.NEVER
  })
