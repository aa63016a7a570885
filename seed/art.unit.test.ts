import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { artSizes, type ArtSpec } from './art/art-spec.ts'
import { haldenLogo, kumoLogo } from './art/logo.ts'
import { artSvg, renderArt } from './art/render-art.ts'
import { halden } from './shops/halden.ts'
import { kumo } from './shops/kumo.ts'

const shopSpecs = (shop: typeof halden): ArtSpec[] => [
  shop.theme.hero.art,
  ...shop.collections.map(({ cover }) => cover),
  ...shop.products.flatMap(({ images }) => images.map(({ art }) => art)),
]

describe('artwork', () => {
  test('every picture of both shops can be drawn, without a broken number in it', () => {
    for (const spec of [halden, kumo].flatMap(shopSpecs)) {
      const svg = artSvg(spec)
      expect(svg.length, JSON.stringify(spec)).toBeGreaterThan(1000)
      expect(svg, JSON.stringify(spec)).not.toMatch(/NaN|undefined|Infinity/)
    }
  })

  test('the same spec is the same picture', () => {
    const spec: ArtSpec = { shop: 'halden', subject: 'moon-vase', tone: 'Chalk', view: 'group' }
    expect(artSvg(spec)).toBe(artSvg({ ...spec }))
  })

  test('an unknown product or colour is named in the error', () => {
    expect(() => artSvg({ shop: 'halden', subject: 'anvil', tone: 'Chalk', view: 'front' })).toThrow('anvil')
    expect(() => artSvg({ shop: 'kumo', subject: 'bell', tone: 'Plaid', view: 'front' })).toThrow('Plaid')
  })

  test.each<ArtSpec>([
    halden.theme.hero.art,
    kumo.theme.hero.art,
    { shop: 'halden', subject: 'cushion', tone: 'Rust', view: 'detail' },
    { shop: 'halden', subject: 'vases', tone: 'Chalk', view: 'cover' },
    { shop: 'kumo', subject: 'city-bike', tone: 'Cobalt', view: 'front' },
  ])(
    'renders $shop $subject ($view) as a WebP of its size below 200 kB',
    async (spec) => {
      const picture = await renderArt(spec)
      const { format, width, height } = await sharp(picture).metadata()
      expect({ format, size: [width, height] }).toEqual({ format: 'webp', size: artSizes[spec.view] })
      expect(picture.length).toBeLessThan(200_000)
    },
    30_000,
  )

  test('logos are SVG documents', async () => {
    for (const logo of [haldenLogo(), kumoLogo()])
      expect((await sharp(Buffer.from(logo)).metadata()).format).toBe('svg')
  })
})
