import type { Cookies } from '@sveltejs/kit'

// The only place that names cookies. They are host-only: a browser shows a shop's cookies to that shop alone.

export type CookieName = 'staff' | 'customer' | 'platform' | 'cart'
const DAYS: Record<CookieName, number> = { staff: 14, customer: 14, platform: 14, cart: 60 }

/** On https the browser itself enforces host-only and secure through the __Host- prefix. */
const cookieName = (name: CookieName, url: URL): string =>
  url.protocol === 'https:' ? `__Host-souk_${name}` : `souk_${name}`

export const readCookie = (cookies: Cookies, url: URL, name: CookieName): string | null => {
  const value = cookies.get(cookieName(name, url))
  return value && /^[a-z2-7]{32}$/.test(value) ? value : null
}

export function setCookie(cookies: Cookies, url: URL, name: CookieName, token: string): void {
  cookies.set(cookieName(name, url), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: DAYS[name] * 86_400,
  })
}

export function clearCookie(cookies: Cookies, url: URL, name: CookieName): void {
  cookies.delete(cookieName(name, url), { path: '/', secure: url.protocol === 'https:' })
}
