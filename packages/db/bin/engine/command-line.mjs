import pg from 'pg'
import { databaseName, options } from './options.mjs'

const ERROR_CODES = { '3D000': 'P1003', '28P01': 'P1000', ECONNREFUSED: 'P1001' }

/** Does the one thing and returns the exit code. The CLI skips the first line of stderr, then reads one JSON log a line. */
export async function runCommand(command) {
  try {
    const url = command === 'can-connect-to-database' ? options.url : maintenanceUrl()
    await withClient(url, async (client) => {
      const name = databaseName()
      if (command === 'create-database') await client.query(`create database ${pg.escapeIdentifier(name)}`)
      if (command === 'drop-database')
        await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
    })
    return 0
  } catch (error) {
    const fields = { error_code: ERROR_CODES[error.code] ?? 'P1010', message: error.message || String(error.code) }
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`)
    return 1
  }
}

export function createDatabase() {
  return withClient(maintenanceUrl(), (client) =>
    client.query(`create database ${pg.escapeIdentifier(databaseName())}`),
  )
}

/** A database cannot be made or dropped over a connection to itself. */
function maintenanceUrl() {
  const url = new URL(options.url)
  url.pathname = '/postgres'
  return url.href
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
