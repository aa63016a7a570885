import { navigating, page } from '$app/state'

/** A list that answers within this time shows no sign of waiting. */
const PATIENCE_MS = 150

/** Whether the list is being asked anew: `stale` rows are dimmed, rows of an `other` view give way to a skeleton. */
export function loadingState(): { readonly state: 'still' | 'stale' | 'other' } {
  let state = $state<'still' | 'stale' | 'other'>('still')
  $effect(() => {
    const to = navigating.to?.url
    if (!to || to.pathname !== page.url.pathname) {
      state = 'still'
      return
    }
    const other = to.searchParams.get('view') !== page.url.searchParams.get('view')
    const timer = setTimeout(() => (state = other ? 'other' : 'stale'), PATIENCE_MS)
    return () => clearTimeout(timer)
  })
  return {
    get state() {
      return state
    },
  }
}
