import { defineConfig } from 'prisma/config'
import { fileURLToPath } from 'node:url'

// Loaded before the CLI looks for its native engine, which is not on npm: the shim beside this file stands in for it,
// and the update check stays off, so every Prisma command works without any network.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL('./bin/schema-engine.mjs', import.meta.url))
process.env.CHECKPOINT_DISABLE ??= '1'

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.MIGRATE_DATABASE_URL ?? 'postgresql://localhost/none' },
})
