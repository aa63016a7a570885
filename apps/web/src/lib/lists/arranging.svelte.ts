import { goto } from '$app/navigation'
import { page } from '$app/state'
import type { Arrangement, ListData } from './list-data.ts'
import { listHref } from './list-href.ts'

type List = Pick<ListData<unknown>, 'view' | 'startView' | 'base' | 'shown'>

/** Rearranges a list by its address. A second change stands on the first, however fast it follows: what was asked for counts before it came. */
export class Arranging {
  #wished = $state.raw<Partial<Arrangement>>({})
  readonly #list: () => List

  constructor(list: () => List) {
    this.#list = list
  }

  get columns(): string[] | null {
    return 'columns' in this.#wished ? (this.#wished.columns ?? null) : this.#list().shown.columns
  }

  readonly go = (changes: Partial<Arrangement>): void => {
    const asking = { ...this.#wished, ...changes }
    this.#wished = asking
    const come = () => {
      if (this.#wished === asking) this.#wished = {}
    }
    goto(listHref(page.url.pathname, this.#list(), asking), { reset: false }).then(come, come)
  }
}
