import { onboardingRouter } from './onboarding/router.ts'
import { createCallerFactory, router } from './trpc.ts'

/** The whole API, a line a module. */
export const appRouter = router({
  onboarding: onboardingRouter,
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)
export type Api = ReturnType<typeof createCaller>
