import type { Api } from '../root.ts'
import type { TestShop } from './index.ts'
import { runJobs } from './run-jobs.ts'

type Kind = 'products' | 'customers' | 'stock' | 'prices'
type File = { filename: string; bytes: Uint8Array }
type Rules = Parameters<Api['imports']['map']>[0]['rules']

const USUAL: Rules = {
  matchBy: '',
  existing: 'both',
  keep: [],
  emptyClears: false,
  overwriteStock: false,
  collections: false,
}

/** What a person does with a file, one step after the other, as the member with a role. */
export function importFiles(shop: TestShop, filesDir: string, role = 'owner') {
  const imports = async () => (await shop.as({ role })).imports
  const upload = async (kind: Kind, bytes: Uint8Array | string, pictures: File[] = []) => {
    const file = { filename: `${kind}.csv`, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes }
    return (await (await imports()).upload({ kind, file, pictures })).importId
  }
  /** Takes the columns as they were guessed, and has the file checked. */
  const check = async (importId: string, rules: Partial<Rules> = {}) => {
    const api = await imports()
    const columns = await api.columns({ importId })
    const all = { ...USUAL, matchBy: columns.matchBy[0]!, ...rules }
    await api.map({ importId, mapping: columns.mapping, rules: all })
    const [result] = await runJobs(shop, filesDir)
    return result
  }
  const begin = async (importId: string) => {
    const api = await imports()
    await api.begin({ importId })
    await runJobs(shop, filesDir)
    return api.byId({ importId })
  }
  const undo = async (importId: string) => {
    const api = await imports()
    await api.undo({ importId })
    await runJobs(shop, filesDir)
    return api.byId({ importId })
  }
  return {
    imports,
    upload,
    check,
    begin,
    undo,
    /** Upload, dry run and import in one. */
    bring: async (kind: Kind, bytes: Uint8Array | string, rules: Partial<Rules> = {}) => {
      const importId = await upload(kind, bytes)
      await check(importId, rules)
      return begin(importId)
    },
    rows: async (importId: string, outcome: 'create' | 'update' | 'unchanged' | 'skip' | 'error' | 'warned' | 'kept') =>
      (await (await imports()).rows({ importId, outcome })).rows,
  }
}
