import { z } from 'zod'
import { staffProcedure } from '../../trpc.ts'
import { FILTER_OPS, FILTERS_MAX, VALUE_CHARS_MAX, VALUES_MAX } from './list-query.ts'
import type { ListSpec } from './list-spec.ts'
import { listPage } from './read-list.ts'

const PAGE_SIZE = 50

/** What a list shows, as it comes from a screen or lies in a job. */
export const listQuery = z.object({
  q: z.string().max(200).default(''),
  filters: z
    .array(
      z.object({
        key: z.string().max(60),
        op: z.enum(FILTER_OPS),
        values: z.array(z.string().max(VALUE_CHARS_MAX)).max(VALUES_MAX).default([]),
      }),
    )
    .max(FILTERS_MAX)
    .default([]),
  sort: z.string().max(60).default(''),
})

const cursor = z.string().max(1100).nullable().optional()
const input = listQuery.extend({ after: cursor, before: cursor })

/** The procedure that reads a page of a list, for those who may see it. */
export const listProcedure = <Row extends { id: string }>(spec: ListSpec<Row>) =>
  staffProcedure(spec.permission)
    .input(input)
    .query(({ ctx, input: { after, before, ...query } }) =>
      ctx.inTenant((tx) => listPage(tx, spec, query, { after, before, limit: PAGE_SIZE })),
    )
