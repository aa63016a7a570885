import { Refusal } from '../refusal.ts'

export type ComplaintStatus = 'open' | 'answered' | 'resolved'

/** Deeds on a complaint, from where each may be done and where it leads. */
const COMPLAINT_STEPS = {
  /** Staff writes: now the shopper is to read. */
  answer: { from: ['open', 'answered'], to: 'answered' },
  /** The shopper writes: now staff is to read, even when it had been settled. */
  reply: { from: ['open', 'answered', 'resolved'], to: 'open' },
  resolve: { from: ['open', 'answered'], to: 'resolved' },
  reopen: { from: ['resolved'], to: 'open' },
} as const satisfies Record<string, { from: readonly ComplaintStatus[]; to: ComplaintStatus }>

export type ComplaintStep = keyof typeof COMPLAINT_STEPS

/** Thrown when a deed does not fit where the complaint stands. */
class IllegalComplaintStep extends Refusal {
  constructor(status: ComplaintStatus) {
    const sentence =
      status === 'resolved' ? 'This complaint is resolved. Reopen it first.' : 'This complaint is not resolved.'
    super(409, 'illegal_complaint_step', sentence)
  }
}

/** Where the deed leads. Throws IllegalComplaintStep. */
export function stepTo(deed: ComplaintStep, from: ComplaintStatus): ComplaintStatus {
  const step = COMPLAINT_STEPS[deed]
  if (!(step.from as readonly ComplaintStatus[]).includes(from)) throw new IllegalComplaintStep(from)
  return step.to
}
