import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
export const WITHOUT_JAVASCRIPT: BrowserContextOptions = { javaScriptEnabled: false }

/** A page in a browser context of its own - another person on another device - and every fault its scripts threw or its policy stopped. */
export async function openPage(browser: Browser, baseURL: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options, baseURL })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(`${page.url()}: ${message.text()}`)
  })
  return { page, faults, close: () => context.close() }
}

/** Opens an address and waits until its scripts have taken over, so that nothing typed is lost; says the answer's status. */
export async function openReady(page: Page, address: string): Promise<number> {
  const answer = await page.goto(address, { waitUntil: 'networkidle' })
  return answer!.status()
}

/** Opens an address and waits until the page hears the events of its topics. */
export async function openLive(page: Page, address: string): Promise<void> {
  const joined = new Promise<void>((resolve) =>
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => String(payload).includes('"joined"') && resolve()),
    ),
  )
  await page.goto(address)
  await joined
}

/** Every text that came over the page's sockets from now on. */
export function hearSockets(page: Page): string[] {
  const heard: string[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => void heard.push(String(payload))))
  return heard
}

/** When (milliseconds of this machine's clock) a text first stood on the open page; asked before it can happen. */
export function whenShown(page: Page, text: string, within: string, limitMs = 30_000): Promise<number> {
  const shown = page.evaluate(
    ([wanted, selector, limit]) =>
      new Promise<number>((resolve, reject) => {
        const observer = new MutationObserver(look)
        function look(): void {
          const there = [...document.querySelectorAll<HTMLElement>(selector)].some((one) =>
            one.textContent.includes(wanted),
          )
          if (!there) return
          observer.disconnect()
          resolve(Date.now())
        }
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        setTimeout(() => reject(new Error(`"${wanted}" was not shown by itself within ${limit} ms`)), limit)
        look()
      }),
    [text, within, limitMs] as const,
  )
  // Asked now, awaited later: a rejection in between must not end the run.
  shown.catch(() => {})
  return shown
}
