import { z } from 'zod'

export const COMPLAINT_CATEGORIES = {
  damaged: 'Damaged or broken',
  wrong: 'Wrong item',
  missing: 'Something is missing',
  late: 'Late or not delivered',
  quality: 'Not as described',
  other: 'Something else',
} as const

export type ComplaintCategory = keyof typeof COMPLAINT_CATEGORIES

const categories = Object.keys(COMPLAINT_CATEGORIES) as [ComplaintCategory, ...ComplaintCategory[]]
const PICTURES_MAX = 5
const MESSAGE_MAX = 4000

/** A picture as the form sent it; what it really is, is judged by its content. */
const picture = z.object({ filename: z.string().max(300), bytes: z.instanceof(Uint8Array) })

export const message = z
  .string()
  .trim()
  .min(1, 'Write a message.')
  .max(MESSAGE_MAX, `Use at most ${MESSAGE_MAX} characters.`)
export const orderToken = z.string().min(1).max(120)
const pictures = z.array(picture).max(PICTURES_MAX, `Send at most ${PICTURES_MAX} pictures.`).default([])

export const openComplaintInput = z.object({
  orderToken,
  category: z.enum(categories, 'Choose what it is about.'),
  message: message.min(10, 'Tell in a sentence or two what happened.'),
  pictures,
})
export type OpenComplaint = z.infer<typeof openComplaintInput>

export const replyInput = z.object({ orderToken, complaintId: z.uuid(), message, pictures })
export type Reply = z.infer<typeof replyInput>
