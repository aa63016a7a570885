import { router } from '../trpc.ts'
import { bundlesRouter } from './bundles/bundles-router.ts'
import { collectionsRouter } from './collections-router.ts'
import { publishingRouter } from './publishing/publishing-router.ts'
import { historyRouter } from './history/history-router.ts'
import { gridRouter } from './grid/grid-router.ts'
import { mediaRouter } from './media/media-router.ts'
import { picturesRouter } from './pictures-router.ts'
import { productsRouter } from './products-router.ts'
import { stockRouter } from './stock-router.ts'

/** The catalogue as the back office keeps it. */
export const catalogRouter = router({
  products: productsRouter,
  history: historyRouter,
  publishing: publishingRouter,
  pictures: picturesRouter,
  media: mediaRouter,
  bundles: bundlesRouter,
  collections: collectionsRouter,
  stock: stockRouter,
  grid: gridRouter,
})

export { storefrontRouter } from './storefront/router.ts'
