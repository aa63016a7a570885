import { z } from 'zod'
import type { BulkAction, BulkFields, Skip } from '../../basics/index.ts'
import { productFields, productStatus } from '../schema.ts'
import { productSubject } from './product-subject.ts'

const TAGS_MAX = 100
const { vendor, productType, tags } = productFields.shape

const tagsInput = z
  .object({ add: tags.default([]), remove: tags.default([]) })
  .strict()
  .refine(({ add, remove }) => add.length + remove.length > 0, { message: 'Name at least one tag.', path: ['add'] })

/** Tags are added at the end and taken away whatever their case; the others keep their order. */
export const changeTags: BulkAction<z.infer<typeof tagsInput>> = {
  permission: 'catalog:write',
  input: tagsInput,
  subject: productSubject,
  change(fields, { add, remove }): BulkFields | Skip {
    const has = (all: string[], tag: string) => all.some((one) => one.toLowerCase() === tag.toLowerCase())
    const kept = (fields.tags as string[]).filter((tag) => !has(remove, tag))
    const wanted = [...kept, ...add.filter((tag) => !has(kept, tag))]
    return wanted.length > TAGS_MAX ? { skip: 'too_many_tags' } : { tags: wanted }
  },
}

const statusInput = z.object({ status: productStatus }).strict()

export const setStatus: BulkAction<z.infer<typeof statusInput>> = {
  permission: 'catalog:write',
  input: statusInput,
  subject: productSubject,
  change: (_, { status }) => ({ status }),
}

const organisationInput = z
  .object({ vendor: vendor.optional(), productType: productType.optional() })
  .strict()
  .refine((input) => Object.values(input).some((value) => value !== undefined), {
    message: 'Say what to write.',
    path: ['vendor'],
  })

export const setOrganisation: BulkAction<z.infer<typeof organisationInput>> = {
  permission: 'catalog:write',
  input: organisationInput,
  subject: productSubject,
  change: (_, input) => ({
    ...(input.vendor !== undefined && { vendor: input.vendor }),
    ...(input.productType !== undefined && { productType: input.productType }),
  }),
}
