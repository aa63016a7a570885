export { address, countryCodes, type Address } from './address.ts'
export { postalLabel, type AddressField, type AddressFieldName, type PostalAddress } from './address-form.ts'
export type { SavedAddress } from './saved-addresses.ts'
export { customerImporter } from './import/customer-importer.ts'
