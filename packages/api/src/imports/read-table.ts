import { createReadStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { parse } from 'csv-parse'
import { Refusal } from '../refusal.ts'
import type { Encoding } from './detect-encoding.ts'

/** How a file is read as a table; `headerRow` counts the rows that are not empty, from 1. */
export type Reading = { encoding: Encoding; delimiter: string; quote: string; headerRow: number }

/** A row of the file with the line on which it begins. */
export type TableRow = { line: number; cells: string[] }

/** The file as a whole cannot be read as a table. */
export class TableUnreadable extends Refusal {
  constructor(sentence: string) {
    super(422, 'table_unreadable', sentence, { fields: { file: sentence } })
  }
}

const ROWS_MAX = 50_000

/** Reads a file row by row, from the disk or from memory. Rows without anything in them are left out. */
export async function* readTable(source: string | Uint8Array, reading: Reading): AsyncGenerator<TableRow> {
  const bytes = typeof source === 'string' ? createReadStream(source) : Readable.from(chunksOf(source))
  const parser = bytes.pipe(decoder(reading.encoding)).pipe(
    parse({
      delimiter: reading.delimiter,
      quote: reading.quote,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  )
  bytes.on('error', (cause) => parser.destroy(cause))
  let before = 0
  let count = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const line = before + 1
      before = info.lines
      if (record.every((cell) => cell.trim() === '')) continue
      if (++count > ROWS_MAX + reading.headerRow)
        throw new TableUnreadable(`This file has more than ${ROWS_MAX.toLocaleString('en')} rows. Split it.`)
      yield { line, cells: record }
    }
  } catch (cause) {
    throw cause instanceof Error && 'code' in cause && String(cause.code).startsWith('CSV_')
      ? new TableUnreadable(
          `This file cannot be read as a table: the quotation mark that opens on line ${/at line (\d+)/.exec(cause.message)?.[1] ?? before + 1} is never closed.`,
        )
      : cause
  } finally {
    bytes.destroy()
  }
  if (count === 0) throw new TableUnreadable('This file has no rows.')
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += 65_536) yield bytes.subarray(from, from + 65_536)
}

function decoder(encoding: Encoding): Transform {
  const text = new TextDecoder(encoding)
  return new Transform({
    transform: (chunk: Buffer, _, done) => done(null, text.decode(chunk, { stream: true })),
    flush(done) {
      this.push(text.decode())
      done()
    },
  })
}
