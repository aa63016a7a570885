import { Refusal } from '../refusal.ts'

/** The total is not the one the shopper saw: a price, the tax or the delivery changed. Nothing was placed. */
export class CheckoutChanged extends Refusal {
  constructor(totalMinor: bigint) {
    super(409, 'checkout_changed', 'The total has changed since you saw it. Look at it again, then pay.', {
      detail: { totalMinor },
    })
  }
}
