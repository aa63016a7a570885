import type { TenantTx } from '@souk/db'
import { audit, type By, type ImportField, type ImportRules } from '../basics/index.ts'
import { InvalidInput } from '../refusal.ts'
import { headerKey, type Mapping } from './guess-mapping.ts'
import { importers } from './importers.ts'
import { lockImport, setImportStatus, type LockedImport } from './lock-import.ts'
import type { Reading } from './read-table.ts'
import { enqueueStep } from './start-import.ts'

const MAPPABLE = ['uploaded', 'checked', 'failed'] as const

/** The fields without which a line cannot be read: those of the kind, and the one by which records are found. */
export function requiredFields(found: Pick<LockedImport, 'kind'>, matchBy: string): ImportField[] {
  const importer = importers[found.kind]
  const key = importer.matchBy.find((one) => one.key === matchBy)?.field
  return importer.fields.filter((field) => field.required || field.key === key)
}

export type MapImport = { importId: string; header: string[]; mapping: Mapping; rules: ImportRules }

/**
 * Says which column is what and how records are treated, remembers the columns for the next file with this header, and has
 * the file checked. A field that has to be there and has no column is told before anything is read.
 */
export async function mapImport(tx: TenantTx, input: MapImport, by: By): Promise<{ jobId: string }> {
  const found = await lockImport(tx, input.importId, [...MAPPABLE])
  checkMapping(found, input)
  await tx.$executeRaw`
    update imports set mapping = ${JSON.stringify(input.mapping)}::jsonb,
      reading = reading || jsonb_build_object('header', ${JSON.stringify(input.header)}::jsonb),
      options = options || ${JSON.stringify(input.rules)}::jsonb
    where tenant_id = ${tx.tenantId}::uuid and id = ${found.id}::uuid`
  await tx.$executeRaw`
    insert into import_mappings (tenant_id, kind, header_key, mapping, updated_at)
    values (${tx.tenantId}::uuid, ${found.kind}, ${headerKey(found.kind, input.header)}, ${JSON.stringify(input.mapping)}::jsonb, now())
    on conflict (tenant_id, kind, header_key) do update set mapping = excluded.mapping, updated_at = excluded.updated_at`
  await setImportStatus(tx, found.id, 'checking')
  const changes = { filename: found.filename, columns: Object.keys(input.mapping).length }
  await audit(tx, by, { action: 'import.mapped', subjectKind: 'import', subjectId: found.id, changes })
  return { jobId: await enqueueStep(tx, found.id, 'import.check', by) }
}

function checkMapping(found: LockedImport, { mapping, header, rules }: MapImport): void {
  const { fields, matchBy } = importers[found.kind]
  if (!matchBy.some(({ key }) => key === rules.matchBy))
    throw new InvalidInput({ matchBy: 'Choose by what records are found.' })
  const missing = requiredFields(found, rules.matchBy).filter(({ key }) => mapping[key] === undefined)
  if (missing.length > 0)
    throw new InvalidInput(
      Object.fromEntries(missing.map(({ key, label }) => [`field.${key}`, `Choose the column for ${label}.`])),
    )
  const taken = new Map<number, string>()
  for (const [key, at] of Object.entries(mapping)) {
    const field = fields.find((one) => one.key === key)
    if (!field || at >= header.length) throw new InvalidInput({ mapping: 'This column is not in the file.' })
    const twin = taken.get(at)
    if (twin) throw new InvalidInput({ [`field.${key}`]: `${header[at]} goes to ${twin} already.` })
    taken.set(at, field.label)
  }
}

/** Reads the file in another way than was found out. The columns are guessed anew. */
export async function readAnew(tx: TenantTx, input: { importId: string } & Partial<Reading>): Promise<void> {
  const { importId, ...reading } = input
  await lockImport(tx, importId, [...MAPPABLE])
  await tx.$executeRaw`
    update imports set reading = reading || ${JSON.stringify(reading)}::jsonb, mapping = '{}'
    where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
  await setImportStatus(tx, importId, 'uploaded')
  await tx.$executeRaw`delete from import_rows where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid`
  await tx.$executeRaw`delete from import_fixes where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid`
}
