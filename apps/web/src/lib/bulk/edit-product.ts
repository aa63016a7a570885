import { m } from '#lib/i18n/messages.ts'
import { textToMinor } from '#lib/ui/money-text.ts'
import { api } from './api.ts'

/** Thrown with what the server said about one cell. */
class CellRefused extends Error {}

type Change = { field: 'status'; value: string } | { field: 'price'; value: string; currency: string }

/** Changes one cell of a product from a list. A price is that of its only variant. */
export async function editProduct(productId: string, change: Change): Promise<void> {
  const client = await api()
  const [product] = await client.catalog.grid.read.query({ productIds: [productId] })
  if (!product) throw new CellRefused(m.products_gone())
  const [variant] = product.variants
  const edit =
    change.field === 'status'
      ? { id: productId, fields: { status: { before: product.status, after: change.value } }, variants: [] }
      : {
          id: productId,
          fields: {},
          variants: [
            {
              id: variant!.id,
              fields: {
                priceMinor: { before: variant!.priceMinor, after: textToMinor(change.value, change.currency) },
              },
            },
          ],
        }
  const [outcome] = await client.catalog.grid.save.mutate({ products: [edit] } as never)
  if (outcome && outcome.outcome !== 'saved') {
    throw new CellRefused(Object.values(outcome.errors)[0] ?? outcome.message ?? '')
  }
}
