import { m } from '#lib/i18n/messages.ts'
import type { BulkActionKey } from './bulk-draft.ts'

export type BulkList = 'products' | 'variants' | 'collections' | 'complaints' | 'customers'

/** What the bar of a list offers: the usual things as buttons, the rest in groups behind a menu, all under one permission. */
type ListActions = {
  needs: string
  first: BulkActionKey[]
  more: { heading: () => string; actions: BulkActionKey[] }[]
}

const prices = {
  heading: m.bulk_prices,
  actions: ['variants.compare_at', 'variants.cost', 'variants.taxable'] satisfies BulkActionKey[],
}

export const LIST_ACTIONS: Record<BulkList, ListActions> = {
  products: {
    needs: 'catalog:write',
    first: ['variants.price'],
    more: [
      prices,
      {
        heading: m.bulk_products,
        actions: ['products.status', 'products.tags', 'products.organisation', 'products.collection'],
      },
    ],
  },
  variants: { needs: 'catalog:write', first: ['variants.price'], more: [prices] },
  collections: { needs: 'catalog:write', first: ['collections.status'], more: [] },
  complaints: { needs: 'service:answer', first: ['complaints.assign', 'complaints.settle'], more: [] },
  customers: { needs: 'pricing:write', first: ['customers.group'], more: [] },
}
