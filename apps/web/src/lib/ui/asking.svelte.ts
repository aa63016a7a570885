const TYPING_MS = 150

/** Asks a source while the question changes: waits for a pause in typing, and only the newest question's answer counts. */
export function asking<Answer>(question: () => string | undefined, ask: (question: string) => Promise<Answer>) {
  const told = $state<{ answer: Answer | undefined; busy: boolean; failed: boolean }>({
    answer: undefined,
    busy: false,
    failed: false,
  })
  let asked = 0

  $effect(() => {
    const words = question()
    const turn = ++asked
    told.busy = words !== undefined
    if (words === undefined) return
    const timer = setTimeout(
      async () => {
        try {
          const answer = await ask(words)
          if (turn === asked) Object.assign(told, { answer, busy: false, failed: false })
        } catch {
          if (turn === asked) Object.assign(told, { answer: undefined, busy: false, failed: true })
        }
      },
      words === '' ? 0 : TYPING_MS,
    )
    return () => clearTimeout(timer)
  })
  return told
}
