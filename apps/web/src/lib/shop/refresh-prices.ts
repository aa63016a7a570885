import { invalidate } from '$app/navigation'

/** A list that begins is heard by every open page of a shop at once; each asks within this time, not all in one moment. */
const SPREAD_MS = 1_000
let timer: ReturnType<typeof setTimeout> | undefined

/** Reads the prices of the open page again; several changes in a moment are one reading. */
export function refreshPrices(): void {
  timer ??= setTimeout(() => {
    timer = undefined
    void invalidate('shop:prices')
  }, Math.random() * SPREAD_MS)
}
