/** Soft layers hold only blurs and gradients: they are drawn at half size and scaled up, which no eye can tell. */
export type Layer = { body: string; soft?: boolean; shared?: boolean }

export type Picture = { layers: readonly Layer[]; box: readonly [x: number, y: number, width: number, height: number] }
