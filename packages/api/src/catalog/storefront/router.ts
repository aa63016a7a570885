import { z } from 'zod'
import type { Context } from '../../context.ts'
import { publicProcedure, router } from '../../trpc.ts'
import { readCollection } from './collection-page.ts'
import { listCollections } from './list-collections.ts'
import { readProduct } from './product-page.ts'
import { collectionInput, handle, searchInput, suggestInput } from './schema.ts'
import { searchProducts } from './search-products.ts'
import { readHome, readPolicy, readShopFront } from './shop-front.ts'
import { listSitemap } from './sitemap.ts'
import { suggest } from './suggest.ts'

/** Whose prices are shown. */
const buyer = ({ customer }: Pick<Context, 'customer'>): string | null => customer?.id ?? null

/** What anyone may read in a shop: active products and what stands around them. */
export const storefrontRouter = router({
  front: publicProcedure.query(({ ctx }) => ctx.inTenant(readShopFront)),
  home: publicProcedure.query(({ ctx }) => ctx.inTenant((tx) => readHome(tx, buyer(ctx)))),
  collections: publicProcedure.query(({ ctx }) => ctx.inTenant(listCollections)),
  collection: publicProcedure
    .input(collectionInput)
    .query(({ ctx, input }) => ctx.inTenant((tx) => readCollection(tx, { ...input, customerId: buyer(ctx) }))),
  search: publicProcedure
    .input(searchInput)
    .query(({ ctx, input }) => ctx.inTenant((tx) => searchProducts(tx, { ...input, customerId: buyer(ctx) }))),
  suggest: publicProcedure
    .input(suggestInput)
    .query(({ ctx, input }) => ctx.inTenant((tx) => suggest(tx, input.query, buyer(ctx)))),
  product: publicProcedure
    .input(z.object({ handle }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => readProduct(tx, input.handle, buyer(ctx)))),
  policy: publicProcedure
    .input(z.object({ key: z.enum(['shipping', 'returns', 'privacy', 'terms']) }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => readPolicy(tx, input.key))),
  sitemap: publicProcedure.query(({ ctx }) => ctx.inTenant(listSitemap)),
})
