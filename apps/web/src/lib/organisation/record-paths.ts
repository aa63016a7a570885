/** The records that are known by their name, as their addresses in the back office begin. */
export const RECORD_PATHS = ['brands', 'manufacturers', 'suppliers', 'product-types'] as const
export type RecordPath = (typeof RECORD_PATHS)[number]
