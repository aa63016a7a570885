import { page } from '$app/state'

/** Where this shop's pictures are served, as its layout says: its own host, or one that gets no cookies. */
export const mediaBase = (): string => (page.data as { mediaBase?: string }).mediaBase ?? '/media'
