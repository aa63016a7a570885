export type ThemeChoice = 'light' | 'dark' | 'system'

/** What the person chose and what is shown. It starts the same on the server and in the browser; `readTheme` fills it in after hydration. */
export const shownTheme = $state<{ choice: ThemeChoice; current: 'light' | 'dark' }>({
  choice: 'system',
  current: 'light',
})

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)').matches

/** Takes over what the first paint decided, and follows the system while "system" is chosen. Returns what stops that. */
export function readTheme(): () => void {
  const told = /(?:^|; )theme=(light|dark|system)/.exec(document.cookie)?.[1]
  shownTheme.choice = (told as ThemeChoice | undefined) ?? 'system'
  shownTheme.current = document.documentElement.classList.contains('dark') ? 'dark' : 'light'
  const system = matchMedia('(prefers-color-scheme: dark)')
  const follow = () => {
    if (shownTheme.choice === 'system') show(system.matches)
  }
  system.addEventListener('change', follow)
  return () => system.removeEventListener('change', follow)
}

/** Remembers the choice for a year, in a cookie, so that the next page's first paint knows it. */
export function chooseTheme(choice: ThemeChoice): void {
  shownTheme.choice = choice
  document.cookie = `theme=${choice}; path=/; max-age=31536000; samesite=lax`
  show(choice === 'dark' || (choice === 'system' && prefersDark()))
}

function show(dark: boolean): void {
  shownTheme.current = dark ? 'dark' : 'light'
  document.documentElement.classList.toggle('dark', dark)
}
