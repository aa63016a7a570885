import { StartRefused } from '../packages/db/src/embedded/start-refused.ts'

/** For a command's last `catch`: a refusal is shown as its sentence, a fault of ours with its stack. */
export function tellAndFail(error: unknown): void {
  console.error(error instanceof StartRefused ? error.message : error)
  process.exitCode = 1
}
