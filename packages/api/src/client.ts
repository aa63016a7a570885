import { createTRPCClient, httpBatchLink } from '@trpc/client'
import type { AppRouter } from './root.ts'
import { transformer } from './transformer.ts'

/** The browser's door to the API, on the host it stands on. */
export const createApiClient = (url = '/api/trpc') =>
  createTRPCClient<AppRouter>({ links: [httpBatchLink({ url, transformer, maxItems: 10 })] })
