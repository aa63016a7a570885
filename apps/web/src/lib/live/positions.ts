import type { SocketEvent } from '@souk/events'

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/**
 * What a page has heard: the position to resume from, and the events after it that came already. An event may come twice;
 * it is new once.
 */
export function createPositions() {
  let after: bigint | undefined
  let seen = new Set<string>()
  const moveTo = (position: string) => {
    const next = max(after ?? 0n, BigInt(position))
    if (next === after) return
    after = next
    seen = new Set([...seen].filter((one) => BigInt(one) > next))
  }
  return {
    after: (): string | undefined => after?.toString(),
    moveTo,
    /** True for an event that was not heard before. */
    take: ({ position, resume }: SocketEvent): boolean => {
      const fresh = !seen.has(position) && (after === undefined || BigInt(position) > after)
      seen.add(position)
      if (resume !== undefined) moveTo(resume)
      return fresh
    },
    /** After a refresh: everything up to here is on screen. */
    restartAt: (position: string) => {
      after = BigInt(position)
      seen = new Set()
    },
  }
}
