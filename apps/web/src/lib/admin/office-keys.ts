import { createKeybindingsHandler } from 'tinykeys'
import { goto } from '$app/navigation'
import type { AdminNavItem } from './admin-nav.ts'

/** Which letter after `g` goes where. */
export const GO_KEYS: Record<string, string> = {
  '/admin': 'h',
  '/admin/orders': 'o',
  '/admin/products': 'p',
  '/admin/customers': 'c',
  '/admin/inventory': 'i',
  '/admin/collections': 'l',
  '/admin/complaints': 'k',
  '/admin/prices': 'r',
  '/admin/media': 'm',
  '/admin/settings': 's',
}

const TYPED_IN =
  'input, textarea, select, [contenteditable="true"], [role="textbox"], dialog[open], [role="dialog"], [role="menu"]'

/** Whether the person is writing, or a dialog has the keys: then a letter is a letter. */
const isTyping = (event: KeyboardEvent): boolean =>
  event.isComposing || (event.target instanceof Element && event.target.closest(TYPED_IN) !== null)

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]')
  field?.focus()
  field?.select()
  return field !== null
}

type Wiring = {
  items: () => readonly AdminNavItem[]
  singleKeys: () => boolean
  palette: () => void
  sheet: () => void
}

/** The keys that work on every page of the back office; single ones only while they are switched on. Returns the listener. */
export function officeKeys({ items, singleKeys, palette, sheet }: Wiring): (event: KeyboardEvent) => void {
  const single = (work: () => void) => (event: KeyboardEvent) => {
    if (!singleKeys() || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    work()
  }
  const places = Object.entries(GO_KEYS).map(([href, letter]) => [
    `g ${letter}`,
    // A place that the role does not have is not gone to.
    single(() => items().some((item) => item.href === href) && void goto(href)),
  ])
  return createKeybindingsHandler({
    ...Object.fromEntries(places),
    '$mod+KeyK': (event) => {
      event.preventDefault()
      palette()
    },
    '/': single(() => {
      if (!focusSearch()) palette()
    }),
    'Shift+?': single(sheet),
  })
}
