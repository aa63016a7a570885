import { m } from '#lib/i18n/messages.ts'
import type { AdminCommand, AdminNavItem } from './admin-nav.ts'
import { officeCommands } from './office-commands.ts'
import { GO_KEYS } from './office-keys.ts'

/** Everything the palette offers a role: its places with their keys, and what can be done. */
export function shellCommands(
  items: readonly AdminNavItem[],
  permissions: ReadonlySet<string>,
  signOut: () => void,
): AdminCommand[] {
  const places = items.map(({ href, label, icon }) => ({
    id: `page:${href}`,
    label,
    group: m.shell_go_to(),
    href,
    icon,
    // Whoever works in another language often knows a place by its address, too.
    keywords: [href.replace('/admin', '').replaceAll('/', ' ').trim()],
    ...(GO_KEYS[href] && { shortcut: `g ${GO_KEYS[href]}` }),
  }))
  return [...places, ...officeCommands(permissions, signOut)]
}
