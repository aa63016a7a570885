import { InvalidInput, NotFound } from '../../refusal.ts'
import type { AnyBulkAction, BulkRegistry } from './bulk-action.ts'

/** The action of a key, if rows of this list may be given to it. Throws NotFound. */
export function findAction(registry: BulkRegistry, key: string, list: string): AnyBulkAction {
  const action = Object.hasOwn(registry.actions, key) ? registry.actions[key] : undefined
  if (!action || !Object.hasOwn(action.subject.of, list)) throw new NotFound('action')
  return action
}

/** What was asked, by the action's own schema. Throws InvalidInput with the sentence at its field. */
export function parseInput(action: AnyBulkAction, input: unknown): unknown {
  const parsed = action.input.safeParse(input)
  if (parsed.success) return parsed.data
  throw new InvalidInput(Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message])))
}
