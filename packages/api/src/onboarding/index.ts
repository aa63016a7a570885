export { openShop, type OpenShop } from './open-shop.ts'
export { type SignUp } from './sign-up.ts'
