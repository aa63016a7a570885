import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { adapterFactory } from './adapter.mjs'
import { options } from './options.mjs'

const require = createRequire(import.meta.url)

/** The engine leaves the reason of a panic here before it dies. */
export const panic = { message: undefined }

export function engineVersion() {
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'))
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version
}

const log = (line) => process.env.DEBUG?.includes('schema-engine') && process.stderr.write(`${line}\n`)

export async function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      panic.message = message
    },
  }
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const program = readFileSync(path.join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(program, { './schema_engine_bg.js': glue })
  // The names are those that the generated glue gives them.
  glue['__wbg_set_wasm'](instance.exports)
  instance.exports['__wbindgen_start']()
  const datamodels = options.datamodels.map((file) => [file, readFileSync(file, 'utf8')])
  return glue.SchemaEngine.new({ datamodels: datamodels.length ? datamodels : undefined }, log, adapterFactory())
}
