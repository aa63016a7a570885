import { symbologyOf, type LabelField, type PrintedLabel } from './draw-labels.ts'

/** Dots a millimetre of the common 203 dpi printer, and the roll the labels are laid out for: 57 by 32 mm. */
const DOTS_PER_MM = 8
const WIDTH = 57 * DOTS_PER_MM
const HEIGHT = 32 * DOTS_PER_MM

const COMMAND = { ean13: '^BEN', ean8: '^B8N', upca: '^BUN', itf14: '^B2N', code128: '^BCN' } as const

/** A field's text: the signs that begin a command, and the one that escapes, go as their hexadecimal number. */
const data = (text: string): string =>
  text.replace(/[\^~_\u0000-\u001f]/g, (sign) => `_${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** Labels as a thermal printer's own language, in UTF-8; each is sent once with how often to print it. */
export function writeZpl(labels: PrintedLabel[], fields: ReadonlySet<LabelField>): string {
  return labels.map((label) => writeLabel(label, fields)).join('')
}

function writeLabel(label: PrintedLabel, fields: ReadonlySet<LabelField>): string {
  const texts = [
    { show: fields.has('title'), text: label.title, dots: 26 },
    { show: fields.has('variant'), text: label.variantTitle, dots: 22 },
    { show: fields.has('sku'), text: label.sku ?? '', dots: 20 },
    { show: fields.has('price'), text: label.price, dots: 34 },
  ].filter(({ show, text }) => show && text !== '')
  let y = 16
  const lines = texts.map(({ text, dots }) => {
    const line = `^FO16,${y}^A0N,${dots},${dots}^FB${WIDTH - 32},1,0,L^FH_^FD${data(text)}^FS\n`
    y += dots + 6
    return line
  })
  const code = label.barcode && fields.has('barcode') ? writeCode(label.barcode, y) : ''
  return `^XA\n^CI28\n^PW${WIDTH}\n^LL${HEIGHT}\n${lines.join('')}${code}^PQ${label.copies}\n^XZ\n`
}

function writeCode(barcode: string, y: number): string {
  const symbology = symbologyOf(barcode)
  const height = Math.max(32, HEIGHT - y - 40)
  // The printer works the check digit of these out by itself, and wants the code without it.
  const text = symbology === 'code128' || symbology === 'itf14' ? barcode : barcode.slice(0, -1)
  return `^FO32,${y}^BY2^${COMMAND[symbology].slice(1)},${height},Y,N^FH_^FD${data(text)}^FS\n`
}
