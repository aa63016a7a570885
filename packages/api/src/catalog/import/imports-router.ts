import { z } from 'zod'
import { FileRefused, prepareFile } from '../../basics/index.ts'
import { router, staffProcedure } from '../../trpc.ts'
import { prepareUpload } from './prepare-upload.ts'
import { getImport, listImportRows, listImports } from './read-imports.ts'
import { beginImport, cancelImport, startImport } from './start-import.ts'

const allowed = staffProcedure('catalog:import')
const id = z.object({ importId: z.uuid() })
const options = z.object({ update: z.boolean(), overwriteStock: z.boolean(), collections: z.boolean() })
const upload = z.object({
  filename: z.string().min(1).max(255),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
})
const ROWS_A_PAGE = 100

export const importsRouter = router({
  list: allowed.query(({ ctx }) => ctx.inTenant((tx) => listImports(tx, 50))),
  byId: allowed.input(id).query(({ ctx, input }) => ctx.inTenant((tx) => getImport(tx, input.importId))),
  rows: allowed
    .input(
      id.extend({
        outcome: z.enum(['create', 'update', 'unchanged', 'skip', 'error', 'warned']),
        after: z.number().int().min(0).default(0),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const rows = await listImportRows(tx, { ...input, limit: ROWS_A_PAGE + 1 })
        return {
          rows: rows.slice(0, ROWS_A_PAGE),
          next: rows.length > ROWS_A_PAGE ? rows[ROWS_A_PAGE - 1]!.line : null,
        }
      }),
    ),
  upload: allowed
    .input(z.object({ csv: upload, pictures: z.array(upload).max(2000).default([]), options }))
    .mutation(async ({ ctx, input }) => {
      if (input.csv.bytes.byteLength === 0) throw new FileRefused('Choose a CSV file.')
      const csv = await prepareFile('import', input.csv.bytes)
      const pictures = await prepareUpload(input.pictures)
      const start = { filename: input.csv.filename, csv, pictures, options: input.options }
      return ctx.inTenant((tx) => startImport(tx, ctx.filesDir, start, ctx.by))
    }),
  begin: allowed
    .input(id.extend({ options }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => beginImport(tx, input, ctx.by))),
  cancel: allowed
    .input(id)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => cancelImport(tx, input.importId, ctx.by))),
})
