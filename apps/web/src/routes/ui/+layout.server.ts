import { error } from '@sveltejs/kit'
import { dev } from '$app/env'

/** The gallery is a tool for those who build screens: open while developing, elsewhere only when asked for. */
export const load = () => {
  if (!dev && process.env.SOUK_GALLERY !== '1') error(404, 'There is no such page.')
}
