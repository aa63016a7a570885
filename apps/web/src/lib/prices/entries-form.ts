import { textToMinor } from '#lib/ui/money-text.ts'

const CELL = /^price\.([0-9a-f-]{36})\.(\d{1,4})$/

export const cellName = (variantId: string, minQuantity: number) => `price.${variantId}.${minQuantity}`

export type TypedPrice = { variantId: string; minQuantity: number; priceMinor: bigint | null }

/** The prices of a grid as its form posts them; an empty cell is no price. What is no amount is named by its cell. */
export function readEntries(
  form: Record<string, string>,
  currency: string,
): { entries: TypedPrice[]; wrong: string[] } {
  const cells = Object.entries(form).flatMap(([name, text]) => {
    const [, variantId, quantity] = CELL.exec(name) ?? []
    if (!variantId) return []
    const priceMinor = text.trim() === '' ? null : textToMinor(text, currency)
    const isWrong = text.trim() !== '' && (priceMinor === null || priceMinor < 0n)
    return [{ name, isWrong, entry: { variantId, minQuantity: Number(quantity), priceMinor } }]
  })
  return {
    entries: cells.map(({ entry }) => entry),
    wrong: cells.filter(({ isWrong }) => isWrong).map(({ name }) => name),
  }
}
