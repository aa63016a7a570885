import type { TenantTx } from '@souk/db'
import type { z } from 'zod'
import type { Meta } from '../../trpc.ts'
import type { By } from '../audit.ts'
import type { ListQuery } from '../lists/list-query.ts'

export type Permission = NonNullable<Meta['permission']>

/** A field of a record as JSON keeps it without loss: an amount is text. */
export type BulkValue = string | number | boolean | null | string[]
export type BulkFields = Record<string, BulkValue>

/** A record an action may change. `groupId` is what is locked and told as one, such as a variant's product. */
export type BulkRecord = { id: string; groupId: string; label: string; fields: BulkFields }

/** A record with the fields that change, before and after. */
export type BulkChange = BulkRecord & { before: BulkFields; after: BulkFields }

/** What the actions of a kind work on. All of it is set-based: a batch is a handful of statements, however many records it holds. */
export type BulkSubject<Input> = {
  /** By the key of a list: the records that rows of this list stand for. */
  of: Record<string, (tx: TenantTx, ids: string[]) => Promise<{ id: string; groupId: string }[]>>
  /** Locks the groups in the order of their ids, so that two batches cannot wait for each other. */
  lock: (tx: TenantTx, groupIds: string[], input: Input) => Promise<void>
  read: (tx: TenantTx, ids: string[], input: Input) => Promise<BulkRecord[]>
  /** Writes `after` of each change with all that a single verb leaves: versions, audit rows, events, search words. */
  write: (tx: TenantTx, changes: BulkChange[], by: By, input: Input) => Promise<void>
}

/** Why a record is left as it is; screens have the words for each code. */
export type Skip = { skip: string }

/** A thing that can be done to many records. What it makes of one is a pure function, so a preview is exact and an undo is its mirror. */
export type BulkAction<Input> = {
  permission: Permission
  input: z.ZodType<Input>
  subject: BulkSubject<Input>
  /** Throws a Refusal when the input names what is not there. */
  check?: (tx: TenantTx, input: Input) => Promise<void>
  change: (fields: BulkFields, input: Input) => BulkFields | Skip
}

/** An action whose input only its own schema knows; the engine hands it nothing that this schema has not parsed. */
export type AnyBulkAction = BulkAction<unknown>
export const anyAction = <Input>(action: BulkAction<Input>): AnyBulkAction => action as unknown as AnyBulkAction

/** What there is to do, and on which lists: assembled above all modules. */
export type BulkRegistry = {
  actions: Record<string, AnyBulkAction>
  lists: {
    permissionOf: (list: string) => Permission | undefined
    ids: (
      tx: TenantTx,
      list: string,
      query: ListQuery,
      page: { after: string | null; limit: number },
    ) => Promise<{ ids: string[]; next: string | null }>
  }
}
