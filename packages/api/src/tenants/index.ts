export { findTenantByHost, hostNameOf, listTenantsOfAccount, type Tenant } from './find-tenant.ts'
export { lockShop } from './lock-shop.ts'
export { getShopSettings, type ShopPolicies, type ShopSettings, type ShopTheme } from './shop-settings.ts'
export { isAllowedSlug, slugOf } from './slug.ts'
