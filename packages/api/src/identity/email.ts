import { z } from 'zod'

/** The one form in which e-mail addresses are compared. */
export const normalEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase()

export const email = z
  .string()
  .trim()
  .max(254, 'This address is too long.')
  .pipe(z.email('Type an e-mail address such as ana@example.com.'))
