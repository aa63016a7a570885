import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { parse } from 'csv-parse'
import { Refusal } from '../../refusal.ts'

/** A record of the file, its cells by column, with the line on which it begins. */
export type CsvRecord = { line: number; cells: Record<string, string> }

/** The file as a whole cannot be read as a table. */
class CsvUnreadable extends Refusal {
  constructor(sentence: string) {
    super(422, 'csv_unreadable', sentence, { fields: { file: sentence } })
  }
}

const RECORDS_MAX = 50_000
const RECORD_BYTES_MAX = 1_000_000
const DELIMITERS = [',', ';', '\t']

/** Reads a CSV file record by record: UTF-8 with or without a mark, else Windows-1252; comma, semicolon or tab. */
export async function* readCsv(path: string): AsyncGenerator<CsvRecord> {
  const { encoding, delimiter } = await sniff(path)
  const source = createReadStream(path)
  const parser = source.pipe(decoder(encoding)).pipe(
    parse({
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: RECORD_BYTES_MAX,
    }),
  )
  let header: string[] | undefined
  let before = 0
  let count = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const line = before + 1
      before = info.lines
      if (!header) {
        header = record.map((name) => name.trim().toLowerCase())
        checkHeader(header)
        continue
      }
      if (++count > RECORDS_MAX) throw new CsvUnreadable(`This file has more than ${RECORDS_MAX} rows. Split it.`)
      yield { line, cells: Object.fromEntries(header.map((name, index) => [name, record[index] ?? ''])) }
    }
  } catch (cause) {
    throw cause instanceof Error && 'code' in cause && String(cause.code).startsWith('CSV_')
      ? new CsvUnreadable(sentenceOf(cause))
      : cause
  } finally {
    source.destroy()
  }
  if (!header) throw new CsvUnreadable('This file has no rows.')
}

function checkHeader(header: string[]): void {
  for (const name of ['handle', 'title']) {
    if (!header.includes(name))
      throw new CsvUnreadable(
        `The column ${name[0]!.toUpperCase()}${name.slice(1)} is missing. Export products as CSV from Shopify and try again.`,
      )
  }
}

const sentenceOf = (cause: Error): string => {
  const line = 'lines' in cause ? ` near line ${String(cause.lines)}` : ''
  return `This file cannot be read as a table${line}: a quotation mark is not closed, or a row is far too long.`
}

async function sniff(path: string): Promise<{ encoding: 'utf-8' | 'windows-1252'; delimiter: string }> {
  const encoding = await encodingOf(path)
  const file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(64_000), 0, 64_000, 0).finally(() => file.close())
  const head = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead)).split(/\r?\n/, 1)[0] ?? ''
  const counts = DELIMITERS.map((delimiter) => head.split(delimiter).length)
  return { encoding, delimiter: DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',' }
}

/** A file that is valid UTF-8 from its first to its last byte is UTF-8; everything else is what Excel writes. */
async function encodingOf(path: string): Promise<'utf-8' | 'windows-1252'> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path)) utf8.decode(chunk as Buffer, { stream: true })
    utf8.decode()
    return 'utf-8'
  } catch (cause) {
    if (cause instanceof TypeError) return 'windows-1252'
    throw cause
  }
}

function decoder(encoding: string): Transform {
  const text = new TextDecoder(encoding)
  return new Transform({
    transform: (chunk: Buffer, _, done) => done(null, text.decode(chunk, { stream: true })),
    flush(done) {
      this.push(text.decode())
      done()
    },
  })
}
