import Barcode from '@lucide/svelte/icons/barcode'
import BadgeCheck from '@lucide/svelte/icons/badge-check'
import Boxes from '@lucide/svelte/icons/boxes'
import FolderTree from '@lucide/svelte/icons/folder-tree'
import Factory from '@lucide/svelte/icons/factory'
import Languages from '@lucide/svelte/icons/languages'
import ListChecks from '@lucide/svelte/icons/list-checks'
import ListTree from '@lucide/svelte/icons/list-tree'
import History from '@lucide/svelte/icons/history'
import House from '@lucide/svelte/icons/house'
import Images from '@lucide/svelte/icons/images'
import MessageSquareWarning from '@lucide/svelte/icons/message-square-warning'
import Package from '@lucide/svelte/icons/package'
import Settings from '@lucide/svelte/icons/settings'
import ShoppingBag from '@lucide/svelte/icons/shopping-bag'
import Tags from '@lucide/svelte/icons/tags'
import Upload from '@lucide/svelte/icons/upload'
import UserRound from '@lucide/svelte/icons/user-round'
import UsersRound from '@lucide/svelte/icons/users-round'
import { m } from '#lib/i18n/messages.ts'
import type { AdminIcon, AdminNavGroup } from './admin-nav.ts'

/** What waits for someone, shown beside the place where it waits. */
export type OfficeCounts = { orders?: number | undefined; complaints?: number | undefined }

type Place = {
  href: string
  label: () => string
  icon: AdminIcon
  permission?: string
  counted?: keyof OfficeCounts
}

const PLACES: { label?: () => string; items: Place[] }[] = [
  {
    items: [
      { href: '/admin', label: m.shell_home, icon: House },
      { href: '/admin/orders', label: m.shell_orders, icon: ShoppingBag, permission: 'orders:read', counted: 'orders' },
    ],
  },
  {
    label: m.shell_catalogue,
    items: [
      { href: '/admin/products', label: m.shell_products, icon: Package, permission: 'catalog:read' },
      { href: '/admin/collections', label: m.shell_collections, icon: FolderTree, permission: 'catalog:read' },
      { href: '/admin/media', label: m.shell_pictures, icon: Images, permission: 'catalog:read' },
      { href: '/admin/prices', label: m.shell_price_lists, icon: Tags, permission: 'pricing:read' },
      { href: '/admin/labels', label: m.shell_labels, icon: Barcode, permission: 'catalog:read' },
      { href: '/admin/categories', label: m.organisation_categories, icon: ListTree, permission: 'catalog:read' },
      { href: '/admin/brands', label: m.organisation_makers, icon: Factory, permission: 'catalog:read' },
      { href: '/admin/attributes', label: m.organisation_attributes, icon: ListChecks, permission: 'catalog:read' },
      { href: '/admin/translations', label: m.organisation_translations, icon: Languages, permission: 'catalog:read' },
      { href: '/admin/quality', label: m.products_quality, icon: BadgeCheck, permission: 'catalog:read' },
      { href: '/admin/inventory', label: m.shell_inventory, icon: Boxes, permission: 'inventory:read' },
      { href: '/admin/imports', label: m.shell_imports, icon: Upload, permission: 'catalog:import' },
    ],
  },
  {
    label: m.shell_shoppers,
    items: [
      { href: '/admin/customers', label: m.shell_customers, icon: UserRound, permission: 'customers:read' },
      {
        href: '/admin/complaints',
        label: m.shell_complaints,
        icon: MessageSquareWarning,
        permission: 'service:read',
        counted: 'complaints',
      },
    ],
  },
  {
    label: m.shell_shop,
    items: [
      { href: '/admin/staff', label: m.shell_staff, icon: UsersRound, permission: 'staff:read' },
      { href: '/admin/audit', label: m.shell_audit, icon: History, permission: 'basics:audit' },
      { href: '/admin/settings', label: m.shell_settings, icon: Settings, permission: 'tenants:settings' },
    ],
  },
]

/** The places a member may go to, with what waits there. A place that the role does not allow is not shown at all. */
export function officeNav(permissions: ReadonlySet<string>, counts: OfficeCounts): AdminNavGroup[] {
  return PLACES.map(({ label, items }) => ({
    ...(label && { label: label() }),
    items: items
      .filter(({ permission }) => !permission || permissions.has(permission))
      .map(({ href, label: name, icon, counted }) => ({
        href,
        label: name(),
        icon,
        count: counted && (counts[counted] || undefined),
      })),
  })).filter(({ items }) => items.length > 0)
}

/** Which places stand in the phone's bottom bar beside Home: those a role works in, by what the role may do. */
const PHONE_FIRST = [
  { permission: 'service:answer', places: ['/admin/complaints', '/admin/orders', '/admin/customers'] },
  { permission: 'fulfillment:write', places: ['/admin/orders', '/admin/inventory', '/admin/products'] },
  { permission: 'catalog:write', places: ['/admin/products', '/admin/inventory', '/admin/media'] },
]
const PHONE_PLACES = ['/admin/orders', '/admin/products', '/admin/complaints', '/admin/inventory', '/admin/customers']

/** The four places of the phone's bottom bar. Whoever may do everything gets what most hands need. */
export function phonePlaces(groups: readonly AdminNavGroup[], permissions: ReadonlySet<string>) {
  const items = groups.flatMap((group) => group.items)
  const does = PHONE_FIRST.filter(({ permission }) => permissions.has(permission))
  const wanted = ['/admin', ...(does.length === 1 ? does[0]!.places : []), ...PHONE_PLACES]
  return [...new Set(wanted)].flatMap((href) => items.find((item) => item.href === href) ?? []).slice(0, 4)
}
