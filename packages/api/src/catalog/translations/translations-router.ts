import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { languageProgress, listSubjects, readLanguages, setLanguages } from './languages.ts'
import { TRANSLATED_KINDS } from './source-texts.ts'
import { readTranslations, saveTranslations } from './translations.ts'

const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')
const kind = z.enum(TRANSLATED_KINDS)
const locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'Use a code such as de or pt-BR.')
const subject = z.object({ kind, subjectId: z.uuid(), locale })
const PAGE_SIZE = 50

export const translationsRouter = router({
  languages: read.query(({ ctx }) => ctx.inTenant(readLanguages)),
  setLanguages: staffProcedure('tenants:settings')
    .input(z.object({ languages: z.array(locale).max(20, 'Use at most 20 languages.') }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setLanguages(tx, input.languages, ctx.by))),
  progress: read
    .input(z.object({ kind }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => languageProgress(tx, input.kind))),
  list: read
    .input(
      z.object({
        kind,
        locale,
        state: z.enum(['all', 'missing', 'outdated', 'complete']).default('all'),
        q: z.string().trim().max(100).default(''),
        after: z.uuid().optional(),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const rows = await listSubjects(tx, { ...input, limit: PAGE_SIZE + 1 })
        return { rows: rows.slice(0, PAGE_SIZE), next: rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1]!.id : null }
      }),
    ),
  byId: read
    .input(subject)
    .query(({ ctx, input }) => ctx.inTenant((tx) => readTranslations(tx, input.kind, input.subjectId, input.locale))),
  save: write
    .input(
      subject.extend({
        texts: z
          .array(z.object({ field: z.string().max(400), value: z.string(), upToDate: z.boolean().optional() }))
          .max(700),
      }),
    )
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveTranslations(tx, input, ctx.by))),
})
