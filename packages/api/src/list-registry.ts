import { anyList, auditList, type AnyList } from './basics/index.ts'
import { catalogLists } from './catalog/index.ts'
import { orderLists } from './orders/index.ts'
import { complaintsList } from './service/index.ts'

/** Every list that bulk actions and exports may walk, by its key. A module adds its line here. */
export const lists: Record<string, AnyList> = Object.fromEntries(
  [...catalogLists, ...orderLists, anyList(complaintsList), anyList(auditList)].map((spec) => [spec.key, spec]),
)
