import { contrast, mix, parseHex, toHex, withLightness, type Lab } from './colour.ts'

export type ShopTheme = {
  brand: string
  background: string
  ink: string
  accent: string
  displayFont: 'inter' | 'fraunces'
  radius: 'sharp' | 'soft' | 'round'
  layout: 'classic' | 'editorial' | 'market'
}

export const defaultShopTheme: ShopTheme = {
  brand: '#2b4c7e',
  background: '#fbfbfa',
  ink: '#1d2129',
  accent: '#e8e2d6',
  displayFont: 'inter',
  radius: 'soft',
  layout: 'classic',
}

type Palette = {
  brand: string
  'brand-foreground': string
  'shop-bg': string
  'shop-surface': string
  'shop-ink': string
  'shop-muted-ink': string
  'shop-line': string
  'shop-accent': string
  'shop-accent-foreground': string
}

export type ResolvedShopTheme = {
  light: Palette
  dark: Palette
  /** The value of a style attribute: every colour of both palettes as a CSS variable. */
  style: string
  /** A shop whose own background is dark stays dark in both modes. */
  alwaysDark: boolean
  /** The brand colour had to move to stay readable; the editor says so. */
  brandAdjusted: boolean
}

const textContrastMin = 4.5
const lineContrastMin = 3

/** Moves a colour's lightness away from its backgrounds, in small steps, until it can be read on all of them. */
function readable(colour: Lab, backgrounds: readonly string[], contrastMin: number): Lab {
  const away = parseHex(backgrounds[0]!)![0] > 0.6 ? -0.01 : 0.01
  let tried = colour
  for (let turn = 0; turn < 100; turn++) {
    const hex = toHex(tried)
    if (backgrounds.every((background) => contrast(hex, background) >= contrastMin)) return tried
    tried = withLightness(tried, Math.min(1, Math.max(0, tried[0] + away)))
  }
  return tried
}

const onto = (hex: string) => (contrast(hex, '#ffffff') >= contrast(hex, '#0d0f14') ? '#ffffff' : '#0d0f14')

/** White or near-black must be readable on a solid colour, so the colour moves when neither is. */
function solid(colour: Lab, away: number): string {
  let tried = colour
  for (let turn = 0; turn < 20; turn++) {
    const hex = toHex(tried)
    if (contrast(hex, onto(hex)) >= textContrastMin) return hex
    tried = withLightness(tried, tried[0] + away)
  }
  return toHex(tried)
}

/** A page in a middle tone leaves no room for readable text, so it is pushed to its nearer end first. */
function ground(wished: Lab): Lab {
  const isDark = wished[0] <= 0.6
  let tried = wished
  for (let turn = 0; turn < 60 && contrast(toHex(tried), isDark ? '#ffffff' : '#000000') < 11; turn++) {
    tried = withLightness(tried, tried[0] + (isDark ? -0.01 : 0.01))
  }
  return tried
}

function palette(background: Lab, inkWish: Lab, brandWish: Lab, accentWish: Lab): Palette {
  const isDark = background[0] <= 0.6
  const surface = toHex(withLightness(background, Math.min(1, background[0] + (isDark ? 0.04 : 0.022))))
  const page = toHex(background)
  const ink = readable(inkWish, [page, surface], 9)
  const tinted = toHex(mix(background, ink, 0.07))
  const grounds = [page, surface, tinted]
  const brand = solid(readable(brandWish, grounds, textContrastMin), isDark ? 0.01 : -0.01)
  const accent = solid(accentWish, accentWish[0] > 0.6 ? 0.01 : -0.01)
  return {
    brand,
    'brand-foreground': onto(brand),
    'shop-bg': page,
    'shop-surface': surface,
    'shop-ink': toHex(ink),
    'shop-muted-ink': toHex(readable(mix(ink, background, 0.4), grounds, textContrastMin + 0.3)),
    'shop-line': toHex(readable(mix(ink, background, 0.55), grounds, lineContrastMin)),
    'shop-accent': accent,
    'shop-accent-foreground': onto(accent),
  }
}

const colourOf = (wished: string, fallback: string) => parseHex(wished) ?? parseHex(fallback)!

/** Turns a merchant's choices into two complete palettes in which every text keeps a contrast of at least 4.5:1. */
export function shopTheme(theme: ShopTheme): ResolvedShopTheme {
  const background = ground(colourOf(theme.background, defaultShopTheme.background))
  const ink = colourOf(theme.ink, defaultShopTheme.ink)
  const brand = colourOf(theme.brand, defaultShopTheme.brand)
  const accent = colourOf(theme.accent, defaultShopTheme.accent)
  const alwaysDark = background[0] <= 0.6

  const light = palette(background, ink, brand, accent)
  const dark = alwaysDark
    ? light
    : palette(
        withLightness(background, 0.185, 0.014),
        withLightness(background, 0.94, 0.012),
        withLightness(brand, Math.max(brand[0], 0.68), 0.15),
        withLightness(accent, Math.min(accent[0], 0.42), 0.09),
      )
  const entries = (name: string, values: Palette) =>
    Object.entries(values).map(([key, value]) => `--${key}-${name}:${value}`)
  return {
    light,
    dark,
    style: [...entries('light', light), ...entries('dark', dark)].join(';'),
    alwaysDark,
    brandAdjusted: light.brand !== toHex(brand),
  }
}
