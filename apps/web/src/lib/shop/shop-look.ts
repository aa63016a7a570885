import { defaultShopTheme, shopTheme, type ShopTheme } from './shop-theme.ts'

type StoredTheme = Partial<Omit<ShopTheme, 'layout'>> & {
  layout?: ShopTheme['layout']
  logoFileId?: string
  logoSvg?: string
  hero?: { title: string; text: string; cta: string; ctaHref?: string }
}

export type ShopLook = { theme: ShopTheme; logoSrc: string | null; hero: NonNullable<StoredTheme['hero']> | null }

/** How a shop looks, from what its merchant chose; what was left open follows from the rest. */
export function shopLook({ hero, logoFileId, logoSvg, ...chosen }: StoredTheme): ShopLook {
  const { brand, background, ink, accent, displayFont, radius } = { ...defaultShopTheme, ...chosen }
  const theme: ShopTheme = { brand, background, ink, accent, displayFont, radius, layout: 'classic' }
  const isDark = shopTheme(theme).alwaysDark
  theme.layout = chosen.layout ?? (displayFont === 'fraunces' ? 'editorial' : isDark ? 'market' : 'classic')
  return { theme, logoSrc: logoSource(logoFileId, logoSvg), hero: hero ?? null }
}

/** A drawing shown as an image runs nothing, whatever it holds. */
function logoSource(fileId?: string, svg?: string): string | null {
  if (fileId) return `/media/${fileId}/logo?w=320`
  return svg ? `data:image/svg+xml,${encodeURIComponent(svg)}` : null
}
