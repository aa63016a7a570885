import { Refusal } from '../../refusal.ts'

export type RevisionStatus = 'draft' | 'in_review' | 'approved' | 'scheduled' | 'published' | 'rejected'

/** What may become of a proposed change. One that could not be published because others changed the same goes back to review. */
const REVISION_STEPS: Record<RevisionStatus, readonly RevisionStatus[]> = {
  draft: ['in_review'],
  in_review: ['draft', 'approved', 'scheduled', 'published', 'rejected'],
  approved: ['scheduled', 'published', 'rejected', 'draft'],
  scheduled: ['published', 'approved', 'in_review', 'rejected'],
  rejected: ['in_review', 'draft'],
  published: [],
}

class RevisionStep extends Refusal {
  constructor(from: RevisionStatus, to: RevisionStatus) {
    super(409, 'revision_step', `This change is ${from.replace('_', ' ')}; it cannot become ${to.replace('_', ' ')}.`)
  }
}

export function checkStep(from: RevisionStatus, to: RevisionStatus): void {
  if (!REVISION_STEPS[from].includes(to)) throw new RevisionStep(from, to)
}
