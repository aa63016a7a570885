import type { EventPayload } from '@souk/events'
import { invalidate } from '$app/navigation'
import { live, liveState, serverNowMs } from '#lib/live/index.ts'

type Counted = { id: string; available: number | null }

/**
 * What was heard about the stock of a page's variants since it was read. The number itself travels with the event, so
 * nothing is asked of the server; only a changed product is read again.
 */
export class LiveStock {
  #heard = $state<Record<string, { available: number; at: number }>>({})

  /** Since when the page cannot be sure of what it shows; null while it can. */
  get lostAt(): Date | null {
    return liveState.status === 'reconnecting' || liveState.status === 'offline' ? liveState.since : null
  }

  /** Listens for one product. Returns what stops it. */
  follow(productId: string): () => void {
    return live.subscribe([`product:${productId}`], (event) => {
      if (event.name === 'stock.changed') {
        const { variantId, available } = event.payload as EventPayload<'stock.changed'>
        this.#heard[variantId] = { available, at: serverNowMs() }
      } else {
        void invalidate('shop:product')
      }
    })
  }

  /** The variants with the newest number each: what was read, or what was heard after that. */
  applied<V extends Counted>(variants: readonly V[], readAt: Date): V[] {
    return variants.map((variant) => {
      const news = this.#heard[variant.id]
      const isNewer = news && news.at >= readAt.getTime()
      return variant.available !== null && isNewer ? { ...variant, available: news.available } : variant
    })
  }
}
