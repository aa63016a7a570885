export { address, addressSchema, countryCodes, phoneNumber, type Address } from './address.ts'
export {
  addressForm,
  postalLabel,
  type AddressField,
  type AddressFieldName,
  type PostalAddress,
} from './address-form.ts'
