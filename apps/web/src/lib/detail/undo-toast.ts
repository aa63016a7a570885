import { invalidateAll } from '$app/navigation'
import { m } from '#lib/i18n/messages.ts'
import { showToast } from '#lib/ui/toast.ts'

/** Tells what was done to a product and offers, for ten seconds, to take it back; the timeline offers it for good. */
export function offerUndo(words: string, product: { productId: string; version: number }): void {
  showToast(words, { action: { label: m.detail_undo(), run: () => void undo(product) } })
}

async function undo(product: { productId: string; version: number }): Promise<void> {
  try {
    const { createApiClient } = await import('@souk/api/client')
    const { skipped } = await createApiClient().catalog.history.undo.mutate(product)
    showToast(skipped.length > 0 ? m.detail_undone_partly({ count: skipped.length }) : m.detail_undone_toast())
    await invalidateAll()
  } catch (error) {
    showToast(error instanceof Error ? error.message : m.detail_undo_failed(), { tone: 'error' })
  }
}
