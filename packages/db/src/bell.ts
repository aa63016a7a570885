export type Bell = { ring: () => void; sleep: (ms: number) => Promise<void> }

/** Lets a loop sleep until someone rings or the time is over. A ring while the loop is busy ends its next sleep at once. */
export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    sleep: async (ms) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wake = () => (clearTimeout(timer), resolve())
        })
      }
      rung = false
      wake = undefined
    },
  }
}
