import { JobRate } from './job-rate.ts'
import { jobIsLive, type TrayJob } from './job-words.ts'

type Progress = { jobId: string; status: string; done: number; total: number }

/** The jobs of the one who is signed in: as the page loaded them, and as they go on since. */
export class JobTrayState {
  #loaded: () => readonly TrayJob[]
  #heard = $state.raw<ReadonlyMap<string, Progress>>(new Map())
  #rates = new Map<string, JobRate>()

  constructor(loaded: () => readonly TrayJob[]) {
    this.#loaded = loaded
  }

  get jobs(): TrayJob[] {
    return this.#loaded().map((job) => {
      const heard = this.#heard.get(job.id)
      if (!heard || !jobIsLive(job)) return job
      return { ...job, status: heard.status as TrayJob['status'], done: heard.done, total: heard.total }
    })
  }

  get live(): TrayJob[] {
    return this.jobs.filter(jobIsLive)
  }

  /** Takes what is heard of a job; answers the job when this was its end. */
  hear(progress: Progress, at: number): TrayJob | null {
    const before = this.jobs.find(({ id }) => id === progress.jobId)
    if (!before) return null
    const rate = this.#rates.get(progress.jobId) ?? new JobRate()
    rate.hear(progress.done, at)
    this.#rates.set(progress.jobId, rate)
    this.#heard = new Map([...this.#heard, [progress.jobId, progress]])
    const now = this.jobs.find(({ id }) => id === progress.jobId)!
    return jobIsLive(before) && !jobIsLive(now) ? now : null
  }

  rateOf(job: TrayJob): { perSecond: number | undefined; secondsLeft: number | undefined } {
    const rate = this.#rates.get(job.id)
    return { perSecond: rate?.perSecond, secondsLeft: rate?.secondsLeft(job.total) }
  }
}
