import { drawLabels, printable, type LabelField } from './draw-labels.ts'
import type { TemplateKey } from './label-templates.ts'
import type { Label } from './read-labels.ts'
import { writeZpl } from './write-zpl.ts'

type Wanted = {
  lines: { variantId: string; copies: number }[]
  template: TemplateKey
  format: 'pdf' | 'zpl'
  fields: LabelField[]
  locale: string
}
export type PrintedFile = { filename: string; mime: string; bytes: Uint8Array }

/** The file that a printer takes. Drawn outside any transaction: a thick stack of labels holds nothing up. */
export async function printLabels(
  labels: Label[],
  { lines, template, format, fields, locale }: Wanted,
): Promise<PrintedFile> {
  const wanted = new Set(fields)
  const printed = labels.map((label, index) => ({
    ...label,
    price: priceText(label, locale),
    copies: lines[index]!.copies,
  }))
  if (format === 'zpl') {
    const bytes = new TextEncoder().encode(writeZpl(printed, wanted))
    return { filename: 'labels.zpl', mime: 'text/plain; charset=utf-8', bytes }
  }
  const bytes = await drawLabels(printed, template, wanted)
  return { filename: 'labels.pdf', mime: 'application/pdf', bytes: new Uint8Array(bytes) }
}

/** In the shop's own way of writing amounts, or by the currency's code where its sign could not be printed. */
function priceText({ priceMinor, currency }: Label, locale: string): string {
  const formatOf = (currencyDisplay: 'symbol' | 'code') =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
  const decimals = formatOf('code').resolvedOptions().maximumFractionDigits ?? 2
  const text = (display: 'symbol' | 'code') =>
    formatOf(display)
      .format(Number(priceMinor) / 10 ** decimals)
      .replace(/[\u202f\u00a0]/g, ' ')
  return printable(text('symbol')) === text('symbol') ? text('symbol') : text('code')
}
