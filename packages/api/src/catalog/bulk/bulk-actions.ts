import { anyAction, type AnyBulkAction } from '../../basics/index.ts'
import { changeCollection } from './change-collection.ts'
import { changeCompareAt, changeCost, changePrice, setTaxable } from './change-price.ts'
import { changeTags, setOrganisation, setStatus } from './change-product.ts'
import { setCollectionStatus } from './set-collection-status.ts'

/** What can be done to many products, variants or collections at once, by the key that runs keep. */
export const catalogBulkActions: Record<string, AnyBulkAction> = {
  'variants.price': anyAction(changePrice),
  'variants.compare_at': anyAction(changeCompareAt),
  'variants.cost': anyAction(changeCost),
  'variants.taxable': anyAction(setTaxable),
  'products.tags': anyAction(changeTags),
  'products.status': anyAction(setStatus),
  'products.organisation': anyAction(setOrganisation),
  'products.collection': anyAction(changeCollection),
  'collections.status': anyAction(setCollectionStatus),
}
