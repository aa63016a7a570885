import { api, toldBy } from './api.ts'

export type Asked = {
  action: string
  list: string
  input: Record<string, unknown>
  selection: { ids: string[] } | { query: { q: string; filters: never[] | object[]; sort: string }; except: string[] }
}
type Client = Awaited<ReturnType<typeof api>>
export type Preview = Awaited<ReturnType<Client['bulk']['preview']['query']>>

const SETTLE_MS = 300

/** What an action would do, worked out anew while it is being described. Of two answers the one asked for last counts. */
export class BulkPreviewState {
  preview = $state.raw<Preview>()
  errors = $state.raw<Record<string, string>>({})
  message = $state('')
  working = $state(false)
  #round = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `null` while something is still to be filled in. */
  ask(asked: Asked | null): void {
    clearTimeout(this.#timer)
    const round = ++this.#round
    this.errors = {}
    this.message = ''
    if (asked === null) {
      this.preview = undefined
      this.working = false
      return
    }
    this.working = true
    this.#timer = setTimeout(() => void this.#read(asked, round), SETTLE_MS)
  }

  async #read(asked: Asked, round: number): Promise<void> {
    try {
      const preview = await (await api()).bulk.preview.query(asked as never)
      if (round === this.#round) this.preview = preview
    } catch (error) {
      if (round !== this.#round) return
      const { message, fields } = toldBy(error)
      this.preview = undefined
      this.errors = fields
      this.message = Object.keys(fields).length === 0 ? message : ''
    } finally {
      if (round === this.#round) this.working = false
    }
  }
}
