import type { Api } from '@souk/api'
import type { RecordPath } from '#lib/organisation/record-paths.ts'

/** The router behind a kind of record's address. */
export const recordsApi = ({ catalog }: Api, path: RecordPath) =>
  ({
    brands: catalog.brands,
    manufacturers: catalog.manufacturers,
    suppliers: catalog.suppliers,
    'product-types': catalog.productTypes,
  })[path]
