/** Where the work of a phase is counted. */
export type Phase = { advance: (count: number) => void }

export type Progress = {
  /** Runs one phase, in units that can be counted, and tells how far it is. */
  phase: <T>(name: string, total: number, work: (phase: Phase) => Promise<T>) => Promise<T>
}

type Terminal = { isTTY?: boolean; write: (text: string) => unknown }

const WIDTH = 28
const REDRAW_MS = 200

/** A bar with rate and time left on a terminal; elsewhere a plain line at every quarter, so that a log stays readable. */
export function createProgress(output: Terminal): Progress {
  return {
    async phase(name, total, work) {
      const started = performance.now()
      let [done, quarter, drawn] = [0, 0, 0]
      const tell = (last: boolean) => {
        const line = lineOf(name, done, total, (performance.now() - started) / 1000, last)
        output.write(output.isTTY ? `\r\u001b[2K${line}${last ? '\n' : ''}` : `${line}\n`)
      }
      const result = await work({
        advance(count) {
          done += count
          if (output.isTTY ? performance.now() - drawn < REDRAW_MS : Math.floor((4 * done) / total) === quarter) return
          drawn = performance.now()
          quarter = Math.floor((4 * done) / total)
          if (done < total) tell(false)
        },
      })
      tell(true)
      return result
    },
  }
}

function lineOf(name: string, done: number, total: number, seconds: number, last: boolean): string {
  const part = total === 0 ? 1 : Math.min(1, done / total)
  const full = Math.round(part * WIDTH)
  const bar = `${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}`
  const rate = seconds > 0 ? Math.round(done / seconds) : 0
  const left = last ? `in ${clock(seconds)}` : `${clock(part > 0 ? seconds / part - seconds : 0)} left`
  return `${name.padEnd(14)} ${bar} ${number(done)} of ${number(total)}, ${number(rate)}/s, ${left}`
}

const number = (value: number): string => value.toLocaleString('en-US')
const clock = (seconds: number): string =>
  seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
