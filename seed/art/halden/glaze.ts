/** The studio's glazes and cloth colours. `gloss` says how hard the window is mirrored in it. */
export type Glaze = { colour: string; gloss: number; speckle: number }

const glazes: Record<string, Glaze> = {
  Chalk: { colour: '#e9e0d0', gloss: 0.45, speckle: 0.5 },
  Oat: { colour: '#d3bd99', gloss: 0.4, speckle: 0.7 },
  Moss: { colour: '#7b8262', gloss: 0.5, speckle: 0.5 },
  Clay: { colour: '#b9684a', gloss: 0.2, speckle: 0.25 },
  Fjord: { colour: '#637f8f', gloss: 0.6, speckle: 0.45 },
  Night: { colour: '#3d3f48', gloss: 0.65, speckle: 0.3 },
  Blush: { colour: '#d9a793', gloss: 0.4, speckle: 0.4 },
  Honey: { colour: '#c7924a', gloss: 0.7, speckle: 0.3 },
  Amber: { colour: '#9a5a22', gloss: 0.9, speckle: 0 },
  Brass: { colour: '#b08d4c', gloss: 0.9, speckle: 0 },
  Oak: { colour: '#b88a5b', gloss: 0.15, speckle: 0 },
  Linen: { colour: '#e0d3bd', gloss: 0.1, speckle: 0 },
  Rust: { colour: '#a9573a', gloss: 0.1, speckle: 0 },
}

export const stoneware = '#a87d5b'

export function glaze(name: string): Glaze {
  const found = glazes[name]
  if (!found) throw new Error(`No glaze is called "${name}"`)
  return found
}
