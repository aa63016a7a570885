// `npm run seed -- big`: a shop with 100,000 products and 1,000,000 orders, beside what is there. `-- demo`: the demo shops.
// Both go to the running product's database, or start the embedded one for as long as they need it.
import { migrate } from '../packages/db/src/migrate.ts'
import { StartRefused } from '../packages/db/src/embedded/start-refused.ts'
import { readBigOptions, type BigOptions } from '../seed/big/big-options.ts'
import { BIG_PASSWORD, ownerEmail } from '../seed/big/open-big-shop.ts'
import { createProgress } from '../seed/big/progress.ts'
import { seedBig, type BigDoors } from '../seed/big/seed-big.ts'
import { seed } from '../seed/seed.ts'
import { openLocalDatabase } from './local-database.ts'
import { externalDatabase } from './stack/database.ts'
import { signInTable } from './stack/demo-shops.ts'
import { readSettings } from './stack/settings.ts'
import { tellAndFail } from './tell-and-fail.ts'

const [what, ...rest] = process.argv.slice(2)

async function main(): Promise<void> {
  if (what !== 'big' && what !== 'demo')
    throw new StartRefused('Say what: npm run seed -- big, or npm run seed -- demo')
  const options = what === 'big' ? readOptions() : undefined
  await withDatabase(async (doors) => {
    if (options) return tellBig(doors, options)
    const { signIns } = await seed({ ...doors, log: console.log })
    console.log(signInTable(signIns))
  })
}

function readOptions(): BigOptions {
  try {
    return readBigOptions(rest)
  } catch (error) {
    throw new StartRefused((error as Error).message)
  }
}

async function tellBig(doors: BigDoors, options: BigOptions): Promise<void> {
  const started = performance.now()
  const { checksum, proofs } = await seedBig(doors, options, createProgress(process.stdout))
  for (const { rule, wrong } of proofs) console.log(`${wrong} wrong of ${rule}`)
  console.log(`Checksum ${checksum} (--seed ${options.seed} --until ${options.until.toISOString()})`)
  console.log(`http://${options.slug}.localhost:3000/admin as ${ownerEmail(options)}, ${BIG_PASSWORD}`)
  console.log(`Done in ${((performance.now() - started) / 60_000).toFixed(1)} minutes.`)
}

async function withDatabase(work: (doors: BigDoors) => Promise<void>): Promise<void> {
  const { stateDir, filesDir } = readSettings(process.env, 'start')
  if (process.env.DATABASE_URL) {
    const { urls } = externalDatabase(process.env, stateDir)
    const { app, auth, owner } = urls()
    return work({ databaseUrl: app, authUrl: auth, ownerUrl: owner, filesDir })
  }
  const { port, passwords, close } = await openLocalDatabase(stateDir, { create: true })
  const url = (user: string, password: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/souk`
  try {
    // A database that was last opened by an older version is brought up to date first, as npm start does.
    await migrate(url('souk_owner', passwords.owner), { passwords })
    await work({
      databaseUrl: url('souk_app', passwords.app),
      authUrl: url('souk_auth', passwords.auth),
      ownerUrl: url('souk_owner', passwords.owner),
      filesDir,
    })
  } finally {
    await close()
  }
}

await main().catch(tellAndFail)
