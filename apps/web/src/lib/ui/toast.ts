import { toast } from 'svelte-sonner'

type Toast = {
  tone?: 'info' | 'success' | 'warning' | 'error'
  description?: string
  action?: { label: string; run: () => void }
  /** Toasts of one kind replace each other and count up, so that a burst stays one line. */
  kind?: string
  many?: (count: number) => string
}

const bursts = new Map<string, { count: number; until: number }>()
const burstMs = 5_000

function countOf(kind: string): number {
  const now = Date.now()
  const burst = bursts.get(kind)
  const count = burst && burst.until > now ? burst.count + 1 : 1
  bursts.set(kind, { count, until: now + burstMs })
  return count
}

/** Tells something that is not visible in place. Errors stay until dismissed; the rest leaves after five seconds, ten with an action. */
export function showToast(message: string, { tone = 'info', description, action, kind, many }: Toast = {}): void {
  const count = kind ? countOf(kind) : 1
  toast[tone](count > 1 && many ? many(count) : message, {
    ...(kind && { id: kind }),
    ...(description && { description }),
    ...(action && { action: { label: action.label, onClick: action.run } }),
    duration: tone === 'error' ? Number.POSITIVE_INFINITY : action ? 10_000 : burstMs,
  })
}
