type Sample = { at: number; done: number }

/** How fast a job goes and how long it still takes, from what was heard of it in the last half minute. */
export class JobRate {
  #samples: Sample[] = []

  hear(done: number, at: number): void {
    const last = this.#samples.at(-1)
    if (last && done < last.done) this.#samples = []
    this.#samples = [...this.#samples.filter((sample) => at - sample.at < 30_000), { at, done }]
  }

  /** Records a second; undefined until there are two samples that differ. */
  get perSecond(): number | undefined {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (!first || !last || last.at === first.at || last.done === first.done) return undefined
    return ((last.done - first.done) / (last.at - first.at)) * 1000
  }

  secondsLeft(total: number): number | undefined {
    const done = this.#samples.at(-1)?.done
    const { perSecond } = this
    return done === undefined || !perSecond ? undefined : Math.max(1, Math.ceil((total - done) / perSecond))
  }
}
