import { z } from 'zod'
import { router, staffProcedure } from '../trpc.ts'
import { checkPrice } from './check-price.ts'
import {
  addGroupMember,
  createCustomerGroup,
  listCustomerGroups,
  listGroupMembers,
  removeCustomerGroup,
  removeGroupMember,
  renameCustomerGroup,
} from './customer-groups.ts'
import { setListEntries } from './list-entries.ts'
import { createPriceList, savePriceList, setPriceListStatus } from './price-lists.ts'
import { getPriceList, listEntryPage, listPriceLists } from './read-price-lists.ts'
import {
  entries,
  groupFields,
  groupId,
  listFields,
  listId,
  listStep,
  priceQuestion,
  savedGroup,
  savedList,
} from './schema.ts'

const read = staffProcedure('pricing:read')
const write = staffProcedure('pricing:write')
const entryPage = listId.extend({ q: z.string().max(200).default(''), page: z.int().min(1).max(10_000).default(1) })

const groupsRouter = router({
  list: read.query(({ ctx }) => ctx.inTenant(listCustomerGroups)),
  create: write
    .input(groupFields)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => createCustomerGroup(tx, input.name, ctx.by))),
  rename: write
    .input(savedGroup)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => renameCustomerGroup(tx, input, ctx.by))),
  remove: write
    .input(groupId)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeCustomerGroup(tx, input.groupId, ctx.by))),
  // Names and addresses of shoppers are for those who may see customers at all.
  members: staffProcedure('customers:read')
    .input(groupId)
    .query(({ ctx, input }) => ctx.inTenant((tx) => listGroupMembers(tx, input.groupId))),
  add: write
    .input(groupId.extend({ email: z.string().trim().min(1, 'Type an e-mail address.').max(254) }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => addGroupMember(tx, input, ctx.by))),
  takeOut: write
    .input(groupId.extend({ customerId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeGroupMember(tx, input, ctx.by))),
})

/** What a piece costs whom: price lists, their prices, and the groups of customers they are for. */
export const pricesRouter = router({
  lists: read.query(({ ctx }) => ctx.inTenant(listPriceLists)),
  byId: read.input(listId).query(({ ctx, input }) => ctx.inTenant((tx) => getPriceList(tx, input.listId))),
  entries: read.input(entryPage).query(({ ctx, input }) => ctx.inTenant((tx) => listEntryPage(tx, input))),
  check: read.input(priceQuestion).query(({ ctx, input }) => ctx.inTenant((tx) => checkPrice(tx, input))),
  create: write
    .input(listFields)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => createPriceList(tx, input, ctx.by))),
  save: write.input(savedList).mutation(({ ctx, input }) => ctx.inTenant((tx) => savePriceList(tx, input, ctx.by))),
  setStatus: write
    .input(listStep)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setPriceListStatus(tx, input, ctx.by))),
  setEntries: write
    .input(listId.extend({ entries }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setListEntries(tx, input, ctx.by))),
  groups: groupsRouter,
})
