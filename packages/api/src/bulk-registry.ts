import type { BulkRegistry } from './basics/index.ts'
import { catalogBulkActions } from './catalog/index.ts'
import { NotFound } from './refusal.ts'

/** Every action there is for many rows, and the lists whose rows may be given to them. A module adds its line here. */
export const bulkRegistry: BulkRegistry = {
  actions: { ...catalogBulkActions },
  lists: {
    permissionOf: () => 'catalog:read',
    ids: () => Promise.reject(new NotFound('list')),
    count: () => Promise.reject(new NotFound('list')),
  },
}
