type Rows = { ids: readonly string[]; focusedId: string | null; toggle: ((id: string) => void) | null }

/** Where somebody types, a key is a letter; inside a dialog or a menu it belongs to that. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input, textarea, select, dialog, [role="menu"], [popover]') !== null)

/** j and k walk the rows, x chooses one, Enter opens it. Returns the row that the keys stand on now. */
export function listKeys(event: KeyboardEvent, { ids, focusedId, toggle }: Rows): string | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
    return focusedId
  const at = focusedId === null ? -1 : ids.indexOf(focusedId)
  if (event.key === 'j') return focusRow(ids[Math.min(ids.length - 1, at + 1)])
  if (event.key === 'k') return focusRow(ids[Math.max(0, at - 1)])
  if (focusedId === null || at < 0) return focusedId
  if (event.key === 'x') toggle?.(focusedId)
  if (event.key === 'Enter' && document.activeElement === document.body) rowOf(focusedId)?.querySelector('a')?.click()
  return event.key === 'Escape' ? null : focusedId
}

const rowOf = (id: string): HTMLElement | null => document.querySelector(`tr[data-row="${CSS.escape(id)}"]`)

function focusRow(id: string | undefined): string | null {
  if (id === undefined) return null
  rowOf(id)?.scrollIntoView({ block: 'nearest' })
  return id
}
