import { Refusal } from '../refusal.ts'

/** The order is not in a state in which this can be done. */
export class OrderNotReady extends Refusal {
  constructor(reason: string) {
    super(409, 'order_not_ready', reason)
  }
}
