import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { HANDLE_MAX } from '../handle.ts'
import { createCategory } from './create-category.ts'
import { moveCategory } from './move-category.ts'
import { findCategories, getCategory, readTree } from './read-categories.ts'
import { removeCategory } from './remove-category.ts'
import { renameCategory } from './rename-category.ts'

const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')
const id = z.object({ categoryId: z.uuid() })
const name = z.string().trim().min(1, 'Give it a name.').max(120, 'Use at most 120 characters.')
const parentId = z.uuid().nullable()
const handle = z
  .string()
  .trim()
  .toLowerCase()
  .max(HANDLE_MAX)
  .regex(/^([\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)?$/u, 'Use letters, digits and single hyphens.')

export const categoriesRouter = router({
  tree: read
    .input(
      z.object({ open: z.array(z.uuid()).max(100).default([]), show: z.number().int().min(1).max(5000).default(200) }),
    )
    .query(({ ctx, input }) => ctx.inTenant((tx) => readTree(tx, input))),
  find: read
    .input(z.object({ q: z.string().trim().max(100).default('') }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => findCategories(tx, { ...input, limit: 50 }))),
  byId: read.input(id).query(({ ctx, input }) => ctx.inTenant((tx) => getCategory(tx, input.categoryId))),
  create: write
    .input(z.object({ name, parentId }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => createCategory(tx, input, ctx.by))),
  rename: write
    .input(id.extend({ version: z.number().int().min(1).optional(), name, handle: handle.optional() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => renameCategory(tx, input, ctx.by))),
  move: write
    .input(id.extend({ parentId, index: z.number().int().min(0).max(5000).optional() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => moveCategory(tx, input, ctx.by))),
  remove: write
    .input(id)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeCategory(tx, input.categoryId, ctx.by))),
})
