export type ArtView = 'front' | 'detail' | 'group' | 'cover' | 'hero'

/** Says which picture to draw: everything in it follows from these words, so the same spec is always the same picture. */
export type ArtSpec = {
  shop: 'halden' | 'kumo'
  /** What is drawn: a product kind, or for covers and heroes the name of the composition. */
  subject: string
  /** A glaze, cloth or paint colour by its option value. */
  tone: string
  view: ArtView
  ground?: string
}

export const artSizes: Record<ArtView, readonly [width: number, height: number]> = {
  front: [1600, 1600],
  detail: [1600, 1600],
  group: [1600, 1600],
  cover: [1600, 1200],
  hero: [2000, 1200],
}
