import { z } from 'zod'
import { email, password } from '../identity/index.ts'
import { address, phoneNumber } from './address.ts'

const personName = z.string().trim().min(1, 'Type your name.').max(100, 'Use at most 100 characters.')

export const register = z.object({ name: personName, email, password })
export const signIn = z.object({ email, password: z.string().min(1, 'Type your password.').max(200) })
export const details = z.object({ name: personName, phone: phoneNumber, version: z.coerce.number().int() })
export const changePassword = z.object({
  currentPassword: z.string().min(1, 'Type your current password.').max(200),
  newPassword: password,
})
export const savedAddress = z.object({
  id: z.uuid().nullable().default(null),
  address,
  isDefault: z.boolean().default(false),
})
export const addressId = z.object({ id: z.uuid() })
export const myOrdersInput = z.object({ before: z.uuid().nullable().default(null) }).prefault({})
