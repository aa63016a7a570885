import { Refusal } from '../refusal.ts'

/** More than is left of what was captured, refunds on their way counted in. */
export class RefundTooLarge extends Refusal {
  constructor(leftMinor: bigint) {
    super(422, 'refund_too_large', 'This is more than is left of the payment.', {
      fields: { amountMinor: 'This is more than is left of the payment.' },
      detail: { leftMinor },
    })
  }
}

/** No authorised money waits for this order, or not as much. */
export class NothingToCapture extends Refusal {
  constructor() {
    super(409, 'nothing_to_capture', 'Nothing is left to capture on this order.')
  }
}
