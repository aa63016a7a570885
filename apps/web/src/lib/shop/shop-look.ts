import { defaultShopTheme, shopTheme, type ShopTheme } from './shop-theme.ts'

type StoredTheme = Partial<Omit<ShopTheme, 'layout'>> & {
  layout?: ShopTheme['layout']
  logoFileId?: string
  logoSvg?: string
  hero?: { title: string; text: string; cta: string; ctaHref?: string }
}

/** A small drawing that stands before the shop's name. */
export type ShopMark = { src: string; isStencil: boolean }

export type ShopLook = {
  theme: ShopTheme
  logoSrc: string | null
  mark: ShopMark | null
  hero: NonNullable<StoredTheme['hero']> | null
}

/** How a shop looks, from what its merchant chose; what was left open follows from the rest. */
export function shopLook({ hero, logoFileId, logoSvg, ...chosen }: StoredTheme, mediaBase: string): ShopLook {
  const { brand, background, ink, accent, displayFont, radius } = { ...defaultShopTheme, ...chosen }
  const theme: ShopTheme = { brand, background, ink, accent, displayFont, radius, layout: 'classic' }
  const isDark = shopTheme(theme).alwaysDark
  theme.layout = chosen.layout ?? (displayFont === 'fraunces' ? 'editorial' : isDark ? 'market' : 'classic')
  return {
    theme,
    logoSrc: logoFileId ? `${mediaBase}/${logoFileId}/logo?w=320` : null,
    mark: markOf(logoSvg),
    hero: hero ?? null,
  }
}

/** A drawing shown as an image runs nothing, whatever it holds. In one colour it is a stencil that takes the page's ink. */
function markOf(svg?: string): ShopMark | null {
  if (!svg) return null
  const colours = new Set(svg.toLowerCase().match(/#[0-9a-f]{3,8}\b/g))
  return {
    src: `data:image/svg+xml,${encodeURIComponent(svg).replace(/[()']/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)}`,
    isStencil: colours.size === 1,
  }
}
