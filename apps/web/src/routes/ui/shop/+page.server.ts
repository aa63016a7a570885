import type { ShopTheme } from '#lib/shop/shop-theme.ts'

const looks: Record<string, { name: string; tagline: string; theme: ShopTheme }> = {
  linden: {
    name: 'Lindenholz',
    tagline: 'Things of wood, clay and wool, made within a day’s drive.',
    theme: {
      brand: '#7a3b1e',
      background: '#f7f2e9',
      ink: '#2a2119',
      accent: '#e3d3b8',
      displayFont: 'fraunces',
      radius: 'sharp',
      layout: 'editorial',
    },
  },
  tempo: {
    name: 'Tempo',
    tagline: 'Bicycles and the parts that keep them going.',
    theme: {
      brand: '#0a5c4a',
      background: '#ffffff',
      ink: '#10201c',
      accent: '#d9f04a',
      displayFont: 'inter',
      radius: 'round',
      layout: 'market',
    },
  },
  noctua: {
    name: 'Noctua',
    tagline: 'Rings, after dark.',
    theme: {
      brand: '#d8b25a',
      background: '#15131a',
      ink: '#f3efe6',
      accent: '#2c2536',
      displayFont: 'fraunces',
      radius: 'soft',
      layout: 'classic',
    },
  },
}

export const load = ({ url }: { url: URL }) => ({ look: looks[url.searchParams.get('look') ?? ''] ?? looks.linden! })
