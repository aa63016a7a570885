import type { Api, Context } from '@souk/api'

declare global {
  namespace App {
    interface Locals extends Pick<Context, 'tenant' | 'staff' | 'customer' | 'account' | 'cartToken'> {
      api: Api
      context: Context
      requestId: string
      /** Set while answering when something that the answer needs - the database - cannot be reached. */
      isAway?: true
    }
    interface Error {
      message: string
      code?: string
      requestId?: string
    }
  }
}
export {}
