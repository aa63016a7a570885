import type { Reroute } from '@sveltejs/kit/hooks'
import { PLATFORM_HOST } from '$app/env/public'

/** The platform's own host has its own pages; they live under /platform and are never reached by that name. */
export const reroute: Reroute = ({ url }) => {
  if (url.hostname !== PLATFORM_HOST || /^\/(api|_app|ui)(\/|$)/.test(url.pathname)) return
  return url.pathname === '/' ? '/platform' : `/platform${url.pathname}`
}
