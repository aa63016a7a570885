import { anyList } from '../basics/index.ts'
import { collectionsList } from './collections-list.ts'
import { productsList } from './products-list.ts'
import { variantsList } from './variants-list.ts'

/** The lists of the catalogue. */
export const catalogLists = [anyList(productsList), anyList(variantsList), anyList(collectionsList)]
