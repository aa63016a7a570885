import { deserialize } from '$app/forms'
import { invalidate } from '$app/navigation'
import { showToast } from '#lib/ui/toast.ts'

/** Asks for a deed of the page's without leaving it. A refusal is told and the tree shows again what holds. */
export async function treeDeed(action: string, fields: Record<string, string>): Promise<boolean> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  const answer = await fetch(`?/${action}`, { method: 'POST', body, headers: { 'x-sveltekit-action': 'true' } })
  const result = deserialize(await answer.text())
  if (result.type === 'failure') showToast(String(result.data?.message ?? ''), { tone: 'error' })
  await invalidate('office:organisation')
  return result.type === 'success'
}
