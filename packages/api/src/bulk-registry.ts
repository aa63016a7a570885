import { listIds, type AnyList, type BulkRegistry } from './basics/index.ts'
import { catalogBulkActions } from './catalog/index.ts'
import { lists } from './list-registry.ts'
import { pricingBulkActions } from './pricing/index.ts'
import { NotFound } from './refusal.ts'
import { serviceBulkActions } from './service/index.ts'

function listOf(key: string): AnyList {
  const spec = lists[key]
  if (!spec) throw new NotFound('list')
  return spec
}

/** Every action there is for many rows, and the lists whose rows may be given to them. A module adds its line here. */
export const bulkRegistry: BulkRegistry = {
  actions: { ...catalogBulkActions, ...pricingBulkActions, ...serviceBulkActions },
  lists: {
    permissionOf: (key) => listOf(key).permission,
    ids: async (tx, key, query, page) => listIds(tx, listOf(key), query, page),
  },
}
