export { address, addressSchema, countryCodes, phoneNumber, type Address } from './address.ts'
export {
  addressForm,
  postalLabel,
  type AddressField,
  type AddressFieldName,
  type PostalAddress,
} from './address-form.ts'
export { listSavedAddresses, saveAddress, type SavedAddress } from './saved-addresses.ts'
