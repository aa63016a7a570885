import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, parseHex, toHex } from './colour.ts'
import { defaultShopTheme, shopTheme } from './shop-theme.ts'

const hex = fc.integer({ min: 0, max: 0xffffff }).map((colour) => `#${colour.toString(16).padStart(6, '0')}`)

describe('shopTheme', () => {
  it('keeps text at 4.5:1 or more in light and dark, whatever colours a merchant picks', () => {
    fc.assert(
      fc.property(hex, hex, hex, hex, (brand, background, ink, accent) => {
        const resolved = shopTheme({ ...defaultShopTheme, brand, background, ink, accent })
        for (const colours of [resolved.light, resolved.dark]) {
          for (const ground of [colours['shop-bg'], colours['shop-surface']]) {
            expect(contrast(colours.brand, ground)).toBeGreaterThanOrEqual(4.5)
            expect(contrast(colours['shop-ink'], ground)).toBeGreaterThanOrEqual(4.5)
            expect(contrast(colours['shop-muted-ink'], ground)).toBeGreaterThanOrEqual(4.5)
            expect(contrast(colours['shop-line'], ground)).toBeGreaterThanOrEqual(3)
          }
          expect(contrast(colours.brand, colours['brand-foreground'])).toBeGreaterThanOrEqual(4.5)
          expect(contrast(colours['shop-accent'], colours['shop-accent-foreground'])).toBeGreaterThanOrEqual(4.5)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('leaves a brand colour alone that can be read already, and says when it had to move', () => {
    const strong = shopTheme({ ...defaultShopTheme, brand: '#7a1f3d' })
    expect(strong.light.brand).toBe('#7a1f3d')
    expect(strong.brandAdjusted).toBe(false)
    const pale = shopTheme({ ...defaultShopTheme, brand: '#ffe066' })
    expect(pale.brandAdjusted).toBe(true)
  })

  it('keeps a shop with a dark background dark in both modes', () => {
    const night = shopTheme({ ...defaultShopTheme, background: '#14161c', ink: '#f2f2ee' })
    expect(night.alwaysDark).toBe(true)
    expect(night.dark).toEqual(night.light)
  })

  it('falls back to the default for a colour that is none, and never lets text reach the style attribute', () => {
    const resolved = shopTheme({ ...defaultShopTheme, brand: 'red;} body{display:none' })
    expect(resolved.light.brand).toBe(shopTheme(defaultShopTheme).light.brand)
    expect(resolved.style).toMatch(/^(?:--[a-z-]+:#[0-9a-f]{6};?)+$/)
  })
})

it('reads and writes a colour without loss', () => {
  fc.assert(fc.property(hex, (colour) => toHex(parseHex(colour)!) === colour))
})
