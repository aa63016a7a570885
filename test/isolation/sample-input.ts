import type { z } from 'zod'

type Def = {
  type: string
  format?: string
  shape?: Record<string, z.ZodType>
  innerType?: z.ZodType
  element?: z.ZodType
  options?: z.ZodType[]
  entries?: Record<string, string>
  values?: unknown[]
  in?: z.ZodType
  left?: z.ZodType
  right?: z.ZodType
  items?: z.ZodType[]
}

/** Gives a value for a field of this name, or undefined to let the schema decide. */
export type FieldValue = (name: string, path: string) => unknown

/**
 * Makes an input that a procedure's schema accepts, with every optional field present, so that a walk over all procedures
 * gets past validation to the code that must guard. `value` names the ids to use, field by field.
 */
export function sampleInput(schema: z.ZodType, value: FieldValue, name = '', path = ''): unknown {
  const given = name ? value(name, path) : undefined
  if (given !== undefined && schema.safeParse(given).success) return given
  const def = (schema as unknown as { _zod: { def: Def } })._zod.def
  const inner = (next: z.ZodType | undefined) => sampleInput(next!, value, name, path)
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape!).map(([key, field]) => [key, sampleInput(field, value, key, `${path}.${key}`)]),
      )
    case 'string':
      return textFor(def.format, name)
    case 'number':
    case 'int':
      return 1
    case 'bigint':
      return 1n
    case 'boolean':
      return true
    case 'date':
      return new Date()
    case 'enum':
      return Object.values(def.entries!)[0]
    case 'literal':
      return def.values![0]
    case 'array':
      return [inner(def.element)]
    case 'union':
      return inner(def.options![0])
    case 'intersection':
      return { ...(inner(def.left) as object), ...(inner(def.right) as object) }
    case 'tuple':
      return def.items!.map((item) => inner(item))
    case 'record':
      return {}
    case 'pipe':
      return inner(def.in)
    case 'optional':
    case 'default':
    case 'prefault':
    case 'catch':
      return acceptedOr(undefined, def.innerType!, inner(def.innerType))
    case 'nullable':
      return acceptedOr(null, def.innerType!, inner(def.innerType))
    case 'readonly':
    case 'nonoptional':
      return inner(def.innerType)
    case 'null':
      return null
    default:
      return undefined
  }
}

/** A field that may be absent is left out rather than filled with what its schema refuses. */
const acceptedOr = (absent: unknown, schema: z.ZodType, sample: unknown): unknown =>
  schema.safeParse(sample).success ? sample : absent

const TEXTS: Record<string, string> = {
  uuid: '01900000-0000-7000-8000-000000000000',
  email: 'someone@example.com',
  url: 'https://example.com/a',
  datetime: '2026-01-01T00:00:00Z',
  handle: 'sample-handle',
  slug: 'sample-slug',
  country: 'JP',
  currency: 'JPY',
}

const textFor = (format: string | undefined, name: string): string =>
  TEXTS[format ?? ''] ?? TEXTS[name] ?? (/mail/i.test(name) ? TEXTS.email! : 'sample text')
