import { Refusal } from '../refusal.ts'

export type ParcelStatus = 'picking' | 'packed' | 'shipped' | 'delivered' | 'cancelled'

/** What a parcel may become. What has left the house is never taken back; it is returned. */
export const PARCEL_STEPS: Record<ParcelStatus, readonly ParcelStatus[]> = {
  picking: ['packed', 'cancelled'],
  packed: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
}

/** Thrown when a parcel is to become what it cannot become from where it is. */
export class IllegalParcelStep extends Refusal {
  constructor(from: ParcelStatus, to: ParcelStatus) {
    super(409, 'illegal_parcel_step', `This parcel is ${from}; it cannot become ${to} now.`)
  }
}

export function checkParcelStep(from: ParcelStatus, to: ParcelStatus): void {
  if (!PARCEL_STEPS[from].includes(to)) throw new IllegalParcelStep(from, to)
}

const ORDER: ParcelStatus[] = ['picking', 'packed', 'shipped', 'delivered']

/** How far an order has come: as far as the parcel that is furthest behind; without any parcel it has not begun. */
export function stepOfOrder(parcels: ParcelStatus[]): 'unfulfilled' | Exclude<ParcelStatus, 'cancelled'> {
  const live = ORDER.filter((step) => parcels.includes(step)) as Exclude<ParcelStatus, 'cancelled'>[]
  return live[0] ?? 'unfulfilled'
}
