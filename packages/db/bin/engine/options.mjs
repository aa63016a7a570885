/** What the Prisma CLI passes to its engine on the command line. */
const args = process.argv.slice(2)

const valuesOf = (flag) => args.flatMap((arg, at) => (arg === flag ? [args[at + 1]] : []))

const at = args.indexOf('cli')

export const options = {
  version: args.includes('--version'),
  url: JSON.parse(valuesOf('--datasource')[0] ?? '{}').url,
  datamodels: valuesOf('--datamodels'),
  /** `can-connect-to-database`, `create-database` or `drop-database`. */
  command: at === -1 ? undefined : args[at + 1],
}

export const databaseName = () => decodeURIComponent(new URL(options.url).pathname.slice(1))
