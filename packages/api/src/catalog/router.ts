import { router } from '../trpc.ts'
import { bundlesRouter } from './bundles/bundles-router.ts'
import { attributesRouter } from './attributes/attributes-router.ts'
import { digitalRouter } from './digital/digital-router.ts'
import { categoriesRouter } from './categories/categories-router.ts'
import { collectionsRouter } from './collections-router.ts'
import { publishingRouter } from './publishing/publishing-router.ts'
import { historyRouter } from './history/history-router.ts'
import { gridRouter } from './grid/grid-router.ts'
import { labelsRouter } from './labels/labels-router.ts'
import { mediaRouter } from './media/media-router.ts'
import { brandsRouter, manufacturersRouter, productTypesRouter, suppliersRouter } from './naming/records-router.ts'
import { organisationRouter, unitsRouter } from './packing/packing-router.ts'
import { picturesRouter } from './pictures-router.ts'
import { productsRouter } from './products-router.ts'
import { qualityRouter } from './quality/quality-router.ts'
import { stockRouter } from './stock-router.ts'
import { translationsRouter } from './translations/translations-router.ts'

/** The catalogue as the back office keeps it. */
export const catalogRouter = router({
  products: productsRouter,
  history: historyRouter,
  publishing: publishingRouter,
  pictures: picturesRouter,
  media: mediaRouter,
  bundles: bundlesRouter,
  digital: digitalRouter,
  labels: labelsRouter,
  collections: collectionsRouter,
  stock: stockRouter,
  grid: gridRouter,
  attributes: attributesRouter,
  categories: categoriesRouter,
  organisation: organisationRouter,
  quality: qualityRouter,
  translations: translationsRouter,
  units: unitsRouter,
  brands: brandsRouter,
  manufacturers: manufacturersRouter,
  suppliers: suppliersRouter,
  productTypes: productTypesRouter,
})

export { storefrontRouter } from './storefront/router.ts'
