import { Refusal } from '../refusal.ts'

export class CartEmpty extends Refusal {
  constructor() {
    super(409, 'cart_empty', 'Your cart is empty.')
  }
}

export class CartFull extends Refusal {
  constructor(linesMax: number) {
    super(409, 'cart_full', `A cart holds at most ${linesMax} different products. Remove one first.`)
  }
}

/** The variant cannot be bought now: it left the catalogue or was never on sale. */
export class NotForSale extends Refusal {
  constructor() {
    super(404, 'not_for_sale', 'This product is not for sale any more.')
  }
}
