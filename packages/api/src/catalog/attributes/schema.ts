import { z } from 'zod'
import { ATTRIBUTE_KINDS } from './attribute-kinds.ts'
import { MASK_MAX } from './mask.ts'

const text = (max: number) => z.string().trim().max(max, `Use at most ${max} characters.`).default('')
const bound = z.number('Type a number.').min(-1e12).max(1e12).nullable().default(null)

/** What an attribute can be told to keep to. Bounds and masks belong to texts and numbers, choices to the kinds that have them. */
export const attributeFields = z
  .object({
    id: z.uuid().optional(),
    version: z.number().int().min(1).optional(),
    key: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^([a-z][a-z0-9_]{0,39})?$/, 'Use small letters, digits and underscores, beginning with a letter.')
      .default(''),
    name: z.string().trim().min(1, 'Give it a name.').max(80, 'Use at most 80 characters.'),
    kind: z.enum(ATTRIBUTE_KINDS),
    unit: text(20),
    help: text(200),
    options: z
      .array(z.string().trim().min(1).max(100, 'Use at most 100 characters a choice.'))
      .max(500, 'Use at most 500 choices.')
      .transform((all) => [...new Set(all)])
      .default([]),
    min: bound,
    max: bound,
    pattern: text(MASK_MAX),
    filterable: z.boolean().default(false),
    everywhere: z.boolean().default(false),
    required: z.boolean().default(false),
    /** What happens to values that the change would no longer allow: it is refused, or they are taken away. */
    breaking: z.enum(['refuse', 'clear']).default('refuse'),
  })
  .refine(({ kind, options }) => !kind.startsWith('choice') || options.length > 0, {
    path: ['options'],
    message: 'Give it at least one choice.',
  })
  .refine(({ min, max }) => min === null || max === null || min <= max, {
    path: ['max'],
    message: 'Must not be below the least.',
  })
export type AttributeFields = z.infer<typeof attributeFields>

export const attributeValues = z.object({
  productId: z.uuid(),
  version: z.number().int().min(1).optional(),
  /** By the attribute's id; several for what allows several, none to take it away. What is not named stays. */
  values: z.array(z.object({ attributeId: z.uuid(), said: z.array(z.string().max(5000)).max(500) })).max(200),
})

export const typeAttributes = z.object({
  id: z.uuid(),
  version: z.number().int().min(1).optional(),
  attributes: z
    .array(z.object({ attributeId: z.uuid(), required: z.boolean() }))
    .max(100, 'A type has at most 100 attributes.'),
})
