import { Refusal } from '../refusal.ts'

export type Shortage = { variantId: string; requested: number; available: number }

/** There is less than was asked for. Tells for each variant how much there is, so that a cart can be put right. */
export class InsufficientStock extends Refusal {
  readonly shortages: Shortage[]
  constructor(shortages: Shortage[]) {
    super(409, 'insufficient_stock', sentenceOf(shortages), { detail: { shortages } })
    this.shortages = shortages
  }
}

const sentenceOf = ([first]: Shortage[]): string =>
  !first || first.available <= 0 ? 'This has just sold out.' : `Only ${first.available} left.`
