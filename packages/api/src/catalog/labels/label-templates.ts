/** Points of a PDF in a millimetre. */
export const POINTS_PER_MM = 72 / 25.4

export type LabelTemplate = {
  pageMm: [width: number, height: number]
  columns: number
  rows: number
  labelMm: [width: number, height: number]
  /** Where the first label begins on the page. */
  startMm: [x: number, y: number]
}

/** Sheets as they are sold, and the common roll of a thermal printer. */
export const LABEL_TEMPLATES = {
  'a4-3x8': { pageMm: [210, 297], columns: 3, rows: 8, labelMm: [70, 37.125], startMm: [0, 0] },
  'a4-4x10': { pageMm: [210, 297], columns: 4, rows: 10, labelMm: [52.5, 29.7], startMm: [0, 0] },
  thermal: { pageMm: [57, 32], columns: 1, rows: 1, labelMm: [57, 32], startMm: [0, 0] },
} satisfies Record<string, LabelTemplate>

export type TemplateKey = keyof typeof LABEL_TEMPLATES
