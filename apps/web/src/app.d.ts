import type { Api, Context } from '@souk/api'
import type { Locale } from '#lib/i18n/locale.ts'

declare global {
  namespace App {
    interface Locals extends Pick<Context, 'tenant' | 'staff' | 'customer' | 'account' | 'cartToken'> {
      api: Api
      context: Context
      requestId: string
      /** The language of this page. */
      locale: Locale
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
