import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { options } from './options.mjs'

const TYPE_CHAR = 18
const TYPE_BPCHAR = 1042
const fallbackUrl = 'postgresql://localhost/none'

/**
 * The adapter that the engine migrates with. Plain PrismaPg (7.10.0) will not do: its executeScript splits at every
 * semicolon, which breaks function bodies; its shadow database is the main one when it was given a connection string, and
 * is dropped while still in use; and it does not know the type "char" of the catalogue.
 */
export function adapterFactory() {
  return bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(poolConfig()),
    connectToShadowDb: async () => {
      const name = `prisma_shadow_${process.pid}_${Date.now()}`
      await onMaintenance((client) => client.query(`create database ${pg.escapeIdentifier(name)}`))
      const drop = (client) => client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
      return connect(poolConfig(name), () => onMaintenance(drop))
    },
  })
}

async function connect(config, onClosed) {
  const pool = new pg.Pool(config)
  const schema = new URL(options.url ?? fallbackUrl).searchParams.get('schema') ?? undefined
  const adapter = await new PrismaPg(pool, { schema }).connect()
  readCharAsText(pool, adapter)
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  adapter.dispose = async () => {
    await pool.end()
    await onClosed?.()
  }
  return adapter
}

/** One connection only, so that the migration lock and every `set` stay in one session. */
function poolConfig(database) {
  const url = new URL(options.url ?? fallbackUrl)
  return {
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: database ?? decodeURIComponent(url.pathname.slice(1)),
    options: '-c timezone=UTC -c client_min_messages=warning',
    max: 1,
  }
}

/** Columns of the type "char" are passed off as text on the way in and reported as characters on the way out. */
function readCharAsText(pool, adapter) {
  let columns = []
  const query = pool.query.bind(pool)
  pool.query = async (...args) => {
    const result = await query(...args)
    columns = []
    for (const [at, field] of (result?.fields ?? []).entries()) {
      if (field.dataTypeID !== TYPE_CHAR) continue
      field.dataTypeID = TYPE_BPCHAR
      columns.push(at)
    }
    return result
  }
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (statement) => {
    const result = await queryRaw(statement)
    for (const at of columns) result.columnTypes[at] = ColumnTypeEnum.Character
    return result
  }
}

async function onMaintenance(work) {
  const client = new pg.Client(poolConfig('postgres'))
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
