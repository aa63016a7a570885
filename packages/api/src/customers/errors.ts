import { InvalidInput } from '../refusal.ts'

/** Told at the field: an account with this e-mail exists in this shop. */
export class CustomerExists extends InvalidInput {
  constructor() {
    super({ email: 'There is an account with this e-mail in this shop. Sign in instead.' })
  }
}

export class WrongPassword extends InvalidInput {
  constructor() {
    super({ currentPassword: 'This is not your current password.' })
  }
}
