import { redirect } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { textToMinor } from '#lib/ui/money-text.ts'
import type { Actions, PageServerLoad } from './$types'

const UNITS = /^units\.([0-9a-f-]{36})$/

/** The units that an address or a form chose, line by line. */
function chosen(entries: Iterable<[string, FormDataEntryValue]>) {
  return [...entries].flatMap(([name, value]) => {
    const orderLineId = UNITS.exec(name)?.[1]
    const quantity = Number(value)
    return orderLineId && Number.isInteger(quantity) && quantity >= 0 ? [{ orderLineId, quantity }] : []
  })
}

/** The preview is priced on the server from what the address says, by the function that will price the refund. */
export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:order')
  const orderId = params.id
  const { api } = locals
  const asked = url.searchParams
  const first = !asked.has('chosen')
  const [order, refundable] = await loaded(
    Promise.all([api.orders.byId({ orderId }), api.orders.refundable({ orderId })]),
  )
  const lines = first
    ? refundable.lines.map((line) => ({
        orderLineId: line.orderLineId,
        quantity: line.quantity - line.refundedQuantity,
      }))
    : chosen(asked)
  const delivery = !refundable.deliveryRefunded && refundable.deliveryMinor > 0n && (first || asked.has('delivery'))
  const preview = await loaded(api.orders.previewRefund({ orderId, lines, delivery }))
  return { order, refundable, choice: { lines, delivery }, preview }
}

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await request.formData()
    const { all, shown } = textFields(form)
    return attempt(shown, async () => {
      await locals.api.orders.refund({
        orderId: params.id,
        version: Number(all.version),
        lines: chosen(form),
        delivery: all.delivery === 'on',
        restock: all.restock === 'on',
        reason: all.reason ?? '',
        ...agreed(all.amount ?? '', all.currency ?? ''),
      })
      redirect(303, `/admin/orders/${params.id}`)
    })
  },
}

/** An amount that someone typed stands in for the priced one; what is no amount is refused at its field as zero. */
const agreed = (text: string, currency: string) =>
  text.trim() === '' ? {} : { amountMinor: textToMinor(text, currency) ?? 0n }
