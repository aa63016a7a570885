import { tenantsRouter } from './tenants/router.ts'
import { bulkRouter } from './basics/bulk/bulk-router.ts'
import { exportsRouter } from './basics/exports/exports-router.ts'
import { basicsRouter } from './basics/router.ts'
import { viewsRouter } from './basics/views/views-router.ts'
import { bulkRegistry } from './bulk-registry.ts'
import { findRouter } from './find-router.ts'
import { homeRouter } from './home-router.ts'
import { lists } from './list-registry.ts'
import { importsRouter } from './imports/imports-router.ts'
import { fulfillmentRouter } from './fulfillment/router.ts'
import { meRouter } from './identity/me-router.ts'
import { staffRouter } from './identity/staff-router.ts'
import { serviceRouter } from './service/router.ts'
import { ordersRouter } from './orders/router.ts'
import { onboardingRouter } from './onboarding/router.ts'
import { customersRouter } from './customers/router.ts'
import { catalogRouter, storefrontRouter } from './catalog/router.ts'
import { cartsRouter } from './carts/router.ts'
import { checkoutRouter } from './orders/checkout-router.ts'
import { pricesRouter } from './pricing/router.ts'
import { sandboxRouter } from './payments/sandbox/router.ts'
import { createCallerFactory, router } from './trpc.ts'

/** The whole API, a line a module. */
export const appRouter = router({
  carts: cartsRouter,
  catalog: catalogRouter,
  checkout: checkoutRouter,
  customers: customersRouter,
  storefront: storefrontRouter,
  onboarding: onboardingRouter,
  orders: ordersRouter,
  service: serviceRouter,
  me: meRouter,
  staff: staffRouter,
  fulfillment: fulfillmentRouter,
  prices: pricesRouter,
  basics: basicsRouter,
  bulk: bulkRouter(bulkRegistry),
  find: findRouter(lists),
  home: homeRouter(lists),
  views: viewsRouter(lists),
  exports: exportsRouter(lists),
  imports: importsRouter,
  sandbox: sandboxRouter,
  tenants: tenantsRouter,
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)
export type Api = ReturnType<typeof createCaller>
