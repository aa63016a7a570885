import bwipjs from 'bwip-js/node'
import PDFDocument from 'pdfkit'
import { gtinFault } from './gtin.ts'
import { LABEL_TEMPLATES, POINTS_PER_MM, type LabelTemplate, type TemplateKey } from './label-templates.ts'

export type LabelField = 'title' | 'variant' | 'price' | 'barcode' | 'sku'
export type PrintedLabel = {
  title: string
  variantTitle: string
  sku: string | null
  barcode: string | null
  price: string
  copies: number
}

/** Everything that the built-in typeface of a PDF can print: Western European letters. Others would come out as wrong ones. */
const UNPRINTABLE =
  /[^\u0020-\u007e\u00a0-\u00ff\u20ac\u2013\u2014\u2018-\u201e\u2022\u2026\u2122\u0152\u0153\u0160\u0161\u0178\u017d\u017e]/gu

/** A text as the PDF can print it: letters of other scripts are left out. */
export const printable = (text: string): string =>
  text.normalize('NFC').replace(UNPRINTABLE, '').replace(/\s+/g, ' ').trim()

/** The symbology that carries a code: GTINs as retail scanners read them, anything else as Code 128. */
export function symbologyOf(barcode: string): 'ean13' | 'ean8' | 'upca' | 'itf14' | 'code128' {
  if (!/^\d+$/.test(barcode) || gtinFault(barcode) !== null) return 'code128'
  return ({ 8: 'ean8', 12: 'upca', 13: 'ean13', 14: 'itf14' } as const)[barcode.length] ?? 'code128'
}

/** A sheet of labels as a PDF, one after the other, each as often as asked. Pages are added as they fill. */
export async function drawLabels(
  labels: PrintedLabel[],
  template: TemplateKey,
  fields: ReadonlySet<LabelField>,
): Promise<Buffer> {
  const sheet: LabelTemplate = LABEL_TEMPLATES[template]
  const [width, height] = sheet.pageMm.map((mm) => mm * POINTS_PER_MM) as [number, number]
  const doc = new PDFDocument({ size: [width, height], margin: 0, autoFirstPage: false })
  const done = collect(doc)
  let nth = 0
  for (const label of labels) {
    const picture = label.barcode && fields.has('barcode') ? await drawCode(label.barcode) : null
    for (let copy = 0; copy < label.copies; copy++) {
      const place = nth++ % (sheet.columns * sheet.rows)
      if (place === 0) doc.addPage()
      drawLabel(doc, { label, picture, fields }, placeOf(sheet, place))
    }
  }
  doc.end()
  return done
}

async function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of doc) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const drawCode = (barcode: string): Promise<Buffer> =>
  bwipjs.toBuffer({
    bcid: symbologyOf(barcode),
    text: barcode,
    scale: 4,
    height: 9,
    includetext: true,
    textxalign: 'center',
  })

type Box = { x: number; y: number; width: number; height: number }

function placeOf(sheet: LabelTemplate, place: number): Box {
  const [width, height] = sheet.labelMm.map((mm) => mm * POINTS_PER_MM) as [number, number]
  const [startX, startY] = sheet.startMm.map((mm) => mm * POINTS_PER_MM) as [number, number]
  const [column, row] = [place % sheet.columns, Math.floor(place / sheet.columns)]
  return { x: startX + column * width, y: startY + row * height, width, height }
}

const PADDING = 9

function drawLabel(
  doc: PDFKit.PDFDocument,
  { label, picture, fields }: { label: PrintedLabel; picture: Buffer | null; fields: ReadonlySet<LabelField> },
  box: Box,
): void {
  const [x, width] = [box.x + PADDING, box.width - 2 * PADDING]
  const lines: { text: string; size: number; font: string }[] = [
    { text: fields.has('title') ? printable(label.title) || (label.sku ?? '') : '', size: 8.5, font: 'Helvetica-Bold' },
    { text: fields.has('variant') ? printable(label.variantTitle) : '', size: 7.5, font: 'Helvetica' },
    { text: fields.has('sku') ? printable(label.sku ?? '') : '', size: 6.5, font: 'Helvetica' },
  ]
  let y = box.y + PADDING
  for (const { text, size, font } of lines.filter((line) => line.text !== '')) {
    doc
      .font(font)
      .fontSize(size)
      .text(text, x, y, { width, height: size + 2, lineBreak: false, ellipsis: true })
    y += size + 2.5
  }
  if (fields.has('price')) {
    doc
      .font('Helvetica-Bold')
      .fontSize(12)
      .text(printable(label.price), x, y, { width, lineBreak: false, align: 'right' })
    y += 15
  }
  const left = box.y + box.height - PADDING - y
  if (picture && left > 10) doc.image(picture, x, y, { fit: [width, left], align: 'center', valign: 'bottom' })
}
