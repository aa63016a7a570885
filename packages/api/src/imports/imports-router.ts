import { z } from 'zod'
import { fileKey, FileRefused, IMPORT_KINDS, placeAt, type ImportKind } from '../basics/index.ts'
import { prepareUpload } from '../catalog/index.ts'
import type { StaffActor } from '../identity/index.ts'
import { Forbidden } from '../refusal.ts'
import { router, staffProcedure } from '../trpc.ts'
import { ENCODINGS } from './detect-encoding.ts'
import { DELIMITERS } from './detect-reading.ts'
import { failedRowsCsv, templateCsv } from './failed-rows.ts'
import { fixCells, fixFromFile } from './fix-rows.ts'
import { importers, KIND_NEEDS } from './importers.ts'
import { mapImport, readAnew } from './map-import.ts'
import { readColumns } from './read-columns.ts'
import { getImport, kindOfImport, listImportRows, listImports } from './read-imports.ts'
import { beginImport, beginUndo, cancelImport, prepareTable, startImport } from './start-import.ts'

const ROWS_A_PAGE = 100
const FIXES_MAX = 100
const kind = z.enum(IMPORT_KINDS)
const id = z.object({ importId: z.uuid() })
const file = z.object({
  filename: z.string().min(1).max(255),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
})
const rules = z.object({
  matchBy: z.string().max(40),
  existing: z.enum(['both', 'create', 'update']),
  keep: z.array(z.string().max(60)).max(60),
  emptyClears: z.boolean(),
  overwriteStock: z.boolean(),
  collections: z.boolean(),
})

const mayImport = (staff: StaffActor, one: ImportKind): boolean => staff.permissions.has(KIND_NEEDS[one])
function checkKind(staff: StaffActor, one: ImportKind): void {
  if (!mayImport(staff, one)) throw new Forbidden(KIND_NEEDS[one])
}

const allowed = staffProcedure('catalog:import')
/** About one import: its kind has to be one the role may import, because its rows show what the file said. */
const ofImport = allowed.input(id).use(async ({ ctx, input, next }) => {
  checkKind(ctx.staff, await ctx.inTenant((tx) => kindOfImport(tx, input.importId)))
  return next({ ctx: { pathOf: (fileId: string) => placeAt(ctx.filesDir).path(fileKey(ctx.tenant.id, fileId)) } })
})

export const importsRouter = router({
  kinds: allowed.query(({ ctx }) => IMPORT_KINDS.filter((one) => mayImport(ctx.staff, one))),
  list: allowed.query(({ ctx }) => {
    const kinds = IMPORT_KINDS.filter((one) => mayImport(ctx.staff, one))
    return ctx.inTenant((tx) => listImports(tx, kinds, 50))
  }),
  template: allowed.input(z.object({ kind })).query(({ input }) => ({
    filename: `${input.kind}-template.csv`,
    csv: templateCsv(importers[input.kind].fields),
  })),
  byId: ofImport.query(({ ctx, input }) => ctx.inTenant((tx) => getImport(tx, input.importId))),
  rows: ofImport
    .input(
      z.object({
        outcome: z.enum(['create', 'update', 'unchanged', 'skip', 'error', 'warned', 'kept']),
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
  columns: ofImport.query(({ ctx, input }) => readColumns(ctx.inTenant, input.importId, ctx.pathOf)),
  failedRows: ofImport.query(({ ctx, input }) => failedRowsCsv(ctx.inTenant, ctx.pathOf, input.importId)),
  upload: allowed
    .input(z.object({ kind: kind.default('products'), file, pictures: z.array(file).max(2000).default([]) }))
    .mutation(async ({ ctx, input }) => {
      checkKind(ctx.staff, input.kind)
      if (input.file.bytes.byteLength === 0) throw new FileRefused('Choose a file that is not empty.')
      const table = await prepareTable(input.kind, input.file.bytes)
      const pictures = input.kind === 'products' ? await prepareUpload(input.pictures) : null
      const start = { kind: input.kind, filename: input.file.filename, table, pictures }
      return ctx.inTenant((tx) => startImport(tx, ctx.filesDir, start, ctx.by))
    }),
  readAnew: ofImport
    .input(
      z.object({
        encoding: z.enum(ENCODINGS),
        delimiter: z.enum(DELIMITERS),
        headerRow: z.number().int().min(1).max(10),
      }),
    )
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => readAnew(tx, input))),
  map: ofImport
    .input(z.object({ mapping: z.record(z.string().max(60), z.number().int().min(0).max(1_000)), rules }))
    .mutation(async ({ ctx, input }) => {
      const { header } = await readColumns(ctx.inTenant, input.importId, ctx.pathOf)
      return ctx.inTenant((tx) => mapImport(tx, { ...input, header }, ctx.by))
    }),
  begin: ofImport.mutation(({ ctx, input }) => ctx.inTenant((tx) => beginImport(tx, input.importId, ctx.by))),
  cancel: ofImport.mutation(({ ctx, input }) => ctx.inTenant((tx) => cancelImport(tx, input.importId, ctx.by))),
  fixRows: ofImport
    .input(
      z.object({
        rows: z
          .array(
            z.object({
              line: z.number().int().min(1),
              cells: z.record(z.string().regex(/^\d{1,4}$/), z.string().max(20_000)),
            }),
          )
          .min(1)
          .max(FIXES_MAX),
      }),
    )
    .mutation(({ ctx, input }) => fixCells(ctx.inTenant, ctx.pathOf, input, ctx.by)),
  fixFromFile: ofImport
    .input(z.object({ file }))
    .mutation(({ ctx, input }) =>
      fixFromFile(ctx.inTenant, { importId: input.importId, bytes: input.file.bytes }, ctx.by),
    ),
  undo: ofImport.mutation(({ ctx, input }) => ctx.inTenant((tx) => beginUndo(tx, input.importId, ctx.by))),
})
