import { m } from '#lib/i18n/messages.ts'

const WORDS: Record<string, () => string> = {
  'orders:read': m.staff_p_orders_read,
  'orders:capture': m.staff_p_orders_capture,
  'orders:cancel': m.staff_p_orders_cancel,
  'orders:refund': m.staff_p_orders_refund,
  'fulfillment:write': m.staff_p_fulfillment_write,
  'catalog:read': m.staff_p_catalog_read,
  'catalog:write': m.staff_p_catalog_write,
  'catalog:publish': m.staff_p_catalog_publish,
  'catalog:import': m.staff_p_catalog_import,
  'pricing:read': m.staff_p_pricing_read,
  'pricing:write': m.staff_p_pricing_write,
  'inventory:read': m.staff_p_inventory_read,
  'inventory:adjust': m.staff_p_inventory_adjust,
  'customers:read': m.staff_p_customers_read,
  'customers:import': m.staff_p_customers_import,
  'service:read': m.staff_p_service_read,
  'service:answer': m.staff_p_service_answer,
  'staff:read': m.staff_p_staff_read,
  'staff:manage': m.staff_p_staff_manage,
  'basics:audit': m.staff_p_basics_audit,
  'tenants:settings': m.staff_p_tenants_settings,
}

/** What a permission allows, in the reader's language; undefined for one that has no words yet. */
export const permissionWords = (permission: string): string | undefined => WORDS[permission]?.()
