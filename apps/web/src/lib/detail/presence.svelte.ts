import type { PresentPerson } from '@souk/events'
import { live } from '#lib/live/live.ts'

type Heard = { people: PresentPerson[]; atMs: number }

/** A process that fell silent for this long took its people with it. */
const FORGET_MS = 30_000

/**
 * Who else is on the page of a record. Call it while a component is made; a field that has the focus inside `within` is told
 * as the one that is edited.
 */
export function usePresence(topic: () => string, ownId: () => string, within: () => string) {
  let heard = $state.raw<Map<string, Heard>>(new Map())

  $effect(() => {
    const watch = live.present(topic(), ({ from, people }) => {
      const now = performance.now()
      const fresh = [...heard].filter(([process, { atMs }]) => process !== from && now - atMs < FORGET_MS)
      heard = new Map([...fresh, [from, { people, atMs: now }]])
    })
    const editing = ({ target, type }: FocusEvent) => {
      const field = target instanceof Element ? fieldOf(target, within()) : null
      watch.edit(type === 'focusin' ? field : null)
    }
    addEventListener('focusin', editing)
    if (document.activeElement) watch.edit(fieldOf(document.activeElement, within()))
    addEventListener('focusout', editing)
    return () => {
      removeEventListener('focusin', editing)
      removeEventListener('focusout', editing)
      watch.stop()
      heard = new Map()
    }
  })
  const others = $derived.by(() => {
    const all = [...heard.values()].flatMap(({ people }) => people).filter(({ accountId }) => accountId !== ownId())
    // Someone with two tabs is one person; the tab in which something is edited tells.
    return [
      ...new Map(
        all.toSorted((a, b) => Number(a.field !== null) - Number(b.field !== null)).map((one) => [one.accountId, one]),
      ).values(),
    ]
  })
  return {
    get others() {
      return others
    },
  }
}

/** The name of the field that an element is, or stands for, in the form of the page. */
function fieldOf(element: Element, formId: string): string | null {
  const control = element as HTMLInputElement
  const named = control.form?.id === formId && control.name ? control.name : null
  const field = named ?? element.closest('[data-field]')?.getAttribute('data-field') ?? null
  return field !== null && /^[\w.-]{1,80}$/.test(field) ? field : null
}
