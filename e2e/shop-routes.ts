import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Every route of the web app but the platform's and the gallery, read from its folder: a route added tomorrow is there tomorrow. */
export function shopRoutes(file = /\+(page\.svelte|server\.ts)$/): string[] {
  const root = resolve(import.meta.dirname, '../apps/web/src/routes')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const folders = files.filter((name) => file.test(name)).map((name) => join('/', name, '..'))
  return [...new Set(folders)].filter((route) => !/^\/(platform|ui)(\/|$)/.test(route))
}

/** The address of a route with what `valueOf` gives for each of its parameters: `/admin/orders/[id]` becomes one order. */
export const addressOf = (route: string, valueOf: (route: string, name: string) => string): string =>
  route.replace(/\/\([^)]+\)/g, '').replace(/\[\.{0,3}(\w+)(?:=\w+)?\]/g, (_, name: string) => valueOf(route, name)) ||
  '/'

/** Every page of the back office that a member of staff opens. */
export const officeRoutes = (): string[] =>
  shopRoutes(/\+page\.svelte$/).filter((route) => route.startsWith('/admin/(office)'))
