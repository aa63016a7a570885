import type { SocketEvent } from '@souk/events'
import { goto } from '$app/navigation'
import { showToast } from '#lib/ui/toast.ts'
import { refreshSoon } from './refresh-soon.ts'

const TOPICS = [
  ['orders', 'orders:read'],
  ['complaints', 'service:read'],
  ['staff', 'staff:read'],
] as const

/** What the whole back office listens to, as far as the role allows. */
export const officeTopics = (permissions: ReadonlySet<string>): string[] =>
  TOPICS.filter(([, permission]) => permissions.has(permission)).map(([topic]) => topic)

/** Tells what a person should know wherever they are, and keeps the menu's counts and open lists true. */
export function hearOffice(event: SocketEvent, pathname: string): void {
  refreshSoon('office:counts')
  if (event.name.startsWith('order.')) refreshSoon('office:orders')
  if (event.name.startsWith('complaint.')) refreshSoon('office:complaints')
  if (event.name === 'staff.changed') refreshSoon('office:staff')
  if (event.name === 'order.placed' && pathname !== '/admin/orders')
    tellOrder(event.payload as { orderId: string; number: string })
  if (event.name === 'complaint.opened') tellComplaint(event.payload as { complaintId: string; number: string })
}

function tellOrder({ orderId, number }: { orderId: string; number: string }): void {
  showToast(`New order #${number}`, {
    kind: 'order.placed',
    many: (count) => `${count} new orders`,
    action: { label: 'Open', run: () => void goto(`/admin/orders/${orderId}`) },
  })
}

function tellComplaint({ complaintId, number }: { complaintId: string; number: string }): void {
  showToast(`New complaint about #${number}`, {
    tone: 'warning',
    kind: 'complaint.opened',
    many: (count) => `${count} new complaints`,
    action: { label: 'Open', run: () => void goto(`/admin/complaints/${complaintId}`) },
  })
}
