import type { SocketEvent } from '@souk/events'
import { goto } from '$app/navigation'
import { m } from '#lib/i18n/messages.ts'
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
  showToast(m.shell_new_order({ number }), {
    kind: 'order.placed',
    many: (count) => m.shell_new_orders({ count }),
    action: { label: m.shell_open(), run: () => void goto(`/admin/orders/${orderId}`) },
  })
}

function tellComplaint({ complaintId, number }: { complaintId: string; number: string }): void {
  showToast(m.shell_new_complaint({ number }), {
    tone: 'warning',
    kind: 'complaint.opened',
    many: (count) => m.shell_new_complaints({ count }),
    action: { label: m.shell_open(), run: () => void goto(`/admin/complaints/${complaintId}`) },
  })
}
