export { importHandlers } from './import/handlers.ts'
export { indexProducts } from './index-products.ts'
export { syncCollections } from './sync-collections.ts'
export { zipPictures } from './import/zip-pictures.ts'
