/** A line of an order that is handed out without a parcel; to staff its keys come masked. */
export type DigitalLine = {
  orderLineId: string
  title: string
  variantTitle: string
  delivered: boolean
  owed: number
  keys: readonly { id: string; key: string; revoked: boolean }[]
  downloads: readonly { id: string; title: string; left: number; expiresAt: Date; state: string }[]
}
