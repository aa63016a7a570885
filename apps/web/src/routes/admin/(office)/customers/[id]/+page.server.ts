import { aroundRecord } from '#lib/server/around-record.ts'
import { loaded } from '#lib/server/refusals.ts'
import { talkActions } from '#lib/server/talk-actions.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  event.depends('office:customer')
  const { api, staff } = event.locals
  const customerId = event.params.id
  const [customer, orders, around] = await loaded(
    Promise.all([
      api.orders.customer({ customerId }),
      staff?.permissions.has('orders:read') ? api.orders.ofCustomer({ customerId }) : null,
      aroundRecord(event, 'customer', customerId),
    ]),
  )
  return { customer, orders, ...around }
}

export const actions: Actions = { ...talkActions('customer') }
