import type { TenantTx } from '@souk/db'

export type ShopTheme = {
  brand?: string
  background?: string
  ink?: string
  accent?: string
  displayFont?: 'inter' | 'fraunces'
  radius?: 'sharp' | 'soft' | 'round'
  /** How the storefront is composed: header, hero, cards. */
  layout?: 'classic' | 'editorial' | 'market'
  logoFileId?: string
  hero?: { title: string; text: string; cta: string; ctaHref?: string; imageFileId?: string }
}
export type ShopPolicies = Partial<Record<'shipping' | 'returns' | 'privacy' | 'terms', string>>

export type ShopSettings = {
  tagline: string
  announcement: string
  contactEmail: string
  theme: ShopTheme
  policies: ShopPolicies
  pricesIncludeTax: boolean
  holdMinutes: number
  lowStockAt: number
  version: number
}

export async function getShopSettings(tx: TenantTx): Promise<ShopSettings> {
  const row = await tx.shopSettings.findUniqueOrThrow({ where: { tenantId: tx.tenantId } })
  return { ...row, theme: row.theme as ShopTheme, policies: row.policies as ShopPolicies }
}
