const DATA_SUFFIX = '__data.json'
const AWAY = [502, 503, 504]
const PAUSE_MS = { first: 200, most: 5_000 }
/** How long a person who follows a link waits before the page says that it cannot be had. */
const LINK_MS = 10_000

type Ports = { pause: (ms: number) => Promise<void>; shownPath: () => string; nowMs: () => number }

const PORTS: Ports = {
  pause: (ms) => new Promise((done) => setTimeout(done, ms)),
  shownPath: () => location.pathname,
  nowMs: () => performance.now(),
}

/**
 * Asks for a page's data again while the server or the network is away. What is on screen is then kept as it is, and
 * follows as soon as there is an answer: without this, one event during a restart would put an error page in its place.
 */
export function patientFetch(send: typeof fetch, { pause, shownPath, nowMs }: Ports = PORTS): typeof fetch {
  return async (input, init) => {
    const path = dataPath(input)
    if (path === undefined) return send(input, init)
    const started = nowMs()
    for (let pauseMs = PAUSE_MS.first; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MS.most)) {
      const isLastTry = path !== shownPath() && nowMs() - started > LINK_MS
      const answer = await send(input, init).catch((error: unknown) => {
        if (isLastTry) throw error
      })
      if (answer && (isLastTry || !AWAY.includes(answer.status))) return answer
      await pause(pauseMs)
    }
  }
}

/** The page whose data is asked for; undefined for every other request. */
function dataPath(input: RequestInfo | URL): string | undefined {
  const address = input instanceof Request ? input.url : String(input)
  const path = URL.canParse(address) ? new URL(address).pathname : address
  return path.endsWith(`/${DATA_SUFFIX}`) ? path.slice(0, -DATA_SUFFIX.length - 1) || '/' : undefined
}
