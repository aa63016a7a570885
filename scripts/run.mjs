// The entry of every npm script. It needs no dependency and runs on any Node from 20 on: it installs what is missing and
// then hands over to the Node that came with the dependencies.
import { tasks } from './run/tasks.mjs'
import { ensureInstalled } from './run/install.mjs'
import { Failed, followParent } from './run/child.mjs'

const [name = 'start', ...rest] = process.argv.slice(2)
const task = tasks[name]
if (!task) {
  console.error(`There is no task ${name}. The tasks are: ${Object.keys(tasks).join(', ')}.`)
  process.exit(1)
}
followParent()
try {
  await ensureInstalled()
  await task(rest)
} catch (error) {
  if (!(error instanceof Failed)) throw error
  if (error.message) console.error(error.message)
  process.exitCode = error.code
}
