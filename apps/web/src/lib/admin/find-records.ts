import FolderTree from '@lucide/svelte/icons/folder-tree'
import MessageSquareWarning from '@lucide/svelte/icons/message-square-warning'
import Package from '@lucide/svelte/icons/package'
import ShoppingBag from '@lucide/svelte/icons/shopping-bag'
import UserRound from '@lucide/svelte/icons/user-round'
import type { Api } from '@souk/api'
import { m } from '#lib/i18n/messages.ts'
import type { AdminCommand, AdminIcon } from './admin-nav.ts'

type Found = Awaited<ReturnType<Api['find']['anything']>>[number]

const KINDS: Record<Found['kind'], { icon: AdminIcon; group: () => string; href: (found: Found) => string }> = {
  orders: { icon: ShoppingBag, group: m.shell_orders, href: ({ id }) => `/admin/orders/${id}` },
  products: { icon: Package, group: m.shell_products, href: ({ id }) => `/admin/products/${id}` },
  customers: { icon: UserRound, group: m.shell_customers, href: ({ id }) => `/admin/customers/${id}` },
  collections: { icon: FolderTree, group: m.shell_collections, href: ({ id }) => `/admin/collections/${id}` },
  complaints: { icon: MessageSquareWarning, group: m.shell_complaints, href: ({ id }) => `/admin/complaints/${id}` },
}

/** Records that the words name, as commands that open them. */
export async function findRecords(words: string): Promise<AdminCommand[]> {
  const answer = await fetch(`/admin/find/anything?q=${encodeURIComponent(words)}`)
  if (!answer.ok) throw new Error(`The search answered ${answer.status}.`)
  const found = (await answer.json()) as Found[]
  return found.map((record) => {
    const { icon, group, href } = KINDS[record.kind]
    const label = record.kind === 'orders' ? `#${record.title}` : record.title
    return { id: `${record.kind}:${record.id}`, label, detail: record.detail, group: group(), href: href(record), icon }
  })
}
