import type { Component } from 'svelte'

export type AdminIcon = Component<{ size?: number | string }>
export type AdminNavItem = { href: string; label: string; icon: AdminIcon; count?: number | undefined }
export type AdminNavGroup = { label?: string; items: readonly AdminNavItem[] }
export type AdminCommand = {
  id: string
  label: string
  detail?: string
  group: string
  href?: string
  run?: () => void
  icon?: AdminIcon
  shortcut?: string
  keywords?: readonly string[]
}

/** The item whose address is the longest beginning of the page's own; `/admin` itself is only Home's. */
export function currentHref(items: readonly AdminNavItem[], pathname: string): string | undefined {
  return items
    .map((item) => item.href)
    .filter((href) => pathname === href || (href !== '/admin' && pathname.startsWith(`${href}/`)))
    .toSorted((one, other) => other.length - one.length)[0]
}
