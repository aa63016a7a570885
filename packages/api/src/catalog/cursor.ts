import { z } from 'zod'

/** Where a page of a list ended: the moment of its last row, to the microsecond, and the row's id. */
export const cursor = z
  .string()
  .regex(/^[\d :.+-]{10,40}\|[0-9a-f-]{36}$/, 'This page does not exist any more.')
  .transform((text) => {
    const [at = '', id = ''] = text.split('|')
    return { at, id }
  })
