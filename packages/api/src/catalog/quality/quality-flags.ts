/**
 * What a product can lack, with what it costs of 100 points. The score is 100 minus the weights of its flags; a product
 * that lacks nothing has 100, one that lacks everything 0. Archived products are not looked at: they have neither.
 */
export const QUALITY_WEIGHTS = {
  no_picture: 20,
  no_alt: 10,
  no_description: 15,
  no_category: 10,
  no_weight: 10,
  no_barcode: 5,
  below_cost: 15,
  attribute_missing: 10,
  untranslated: 5,
} as const

export type QualityFlag = keyof typeof QUALITY_WEIGHTS

export const QUALITY_FLAGS = Object.keys(QUALITY_WEIGHTS) as [QualityFlag, ...QualityFlag[]]
