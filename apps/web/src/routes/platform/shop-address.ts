import { PLATFORM_HOST } from '$app/env/public'

/** The web address of a shop, reached as this request reached the platform: same scheme, same port. */
export const shopAddress = (slug: string, url: URL, path = '/'): string =>
  `${url.protocol}//${slug}.${PLATFORM_HOST}${url.port ? `:${url.port}` : ''}${path}`
