import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { ArtSpec } from './art/art-spec.ts'
import { renderArt } from './art/render-art.ts'
import type { DemoShop } from './demo-shop.ts'

/** Every picture of a shop by the JSON of what it shows. */
export type Pictures = Map<string, Buffer>

/** All that a shop shows: its products, its collections' covers, its hero. */
export const artOf = (shop: DemoShop): ArtSpec[] => [
  shop.theme.hero.art,
  ...shop.collections.map(({ cover }) => cover),
  ...shop.products.flatMap(({ images }) => images.map(({ art }) => art)),
]

/** Where a picture that was drawn beforehand lies. */
export const drawnFile = (art: ArtSpec): URL => {
  const name = createHash('sha256').update(JSON.stringify(art)).digest('hex').slice(0, 16)
  return new URL(`drawn/${art.shop}/${name}.webp`, import.meta.url)
}

/** Drawing takes a second a picture, so the drawn ones are kept in the repository; what is missing there is drawn now. */
export async function picturesOf(shop: DemoShop): Promise<Pictures> {
  const specs = new Map(artOf(shop).map((art) => [JSON.stringify(art), art]))
  const read = async ([key, art]: [string, ArtSpec]) =>
    [key, await readFile(drawnFile(art)).catch(() => renderArt(art))] as const
  return new Map(await Promise.all([...specs].map(read)))
}
