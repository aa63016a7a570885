/** Why the sandbox can decline, as its page offers them and as a shopper reads them. */
export const DECLINE_REASONS = {
  insufficient_funds: 'The card has too little money on it.',
  card_expired: 'The card has expired.',
  suspected_fraud: 'The bank did not allow this payment.',
  wrong_code: 'The code was wrong three times.',
} as const

export type DeclineReason = keyof typeof DECLINE_REASONS
