const RECENT_MAX = 8
const keyOf = (memberId: string) => `souk-recent:${memberId}`

/** What a member chose in the palette, the latest first; kept in this browser, apart for each person who uses it. */
export function recentCommands(memberId: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(memberId)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

export function rememberCommand(memberId: string, id: string): void {
  const kept = [id, ...recentCommands(memberId).filter((other) => other !== id)].slice(0, RECENT_MAX)
  try {
    localStorage.setItem(keyOf(memberId), JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing starts without a past.
  }
}
