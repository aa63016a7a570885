export { COUNTRY_STARTS } from './countries.ts'
export { openShop, type OpenShop } from './open-shop.ts'
export { checkAddress, signUp, type SignUp } from './sign-up.ts'
