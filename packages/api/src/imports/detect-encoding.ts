/** The encodings a person can choose from, as TextDecoder names them. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1256',
  'iso-8859-15',
  'macintosh',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
] as const
export type Encoding = (typeof ENCODINGS)[number]

/**
 * Finds out how a file's text is written: a mark at its start says it; zero bytes on one side are UTF-16; what is valid
 * UTF-8 from the first to the last byte is UTF-8; everything else is taken for what Excel writes.
 */
export function detectEncoding(bytes: Uint8Array): Encoding {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 4096)
  const zeros = [0, 1].map((side) => head.filter((byte, index) => index % 2 === side && byte === 0).length)
  if (Math.max(...zeros) > head.length / 6) return zeros[1]! > zeros[0]! ? 'utf-16le' : 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch (cause) {
    if (cause instanceof TypeError) return 'windows-1252'
    throw cause
  }
}
