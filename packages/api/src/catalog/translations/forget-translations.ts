import type { TenantTx } from '@souk/db'
import type { TranslatedKind } from './source-texts.ts'

/** Takes the translations of a record away with it. They belong to records of several tables, so no key does that. */
export async function forgetTranslations(tx: TenantTx, kind: TranslatedKind, subjectId: string): Promise<void> {
  await tx.$executeRaw`
    delete from translations where tenant_id = ${tx.tenantId}::uuid and subject_kind = ${kind} and subject_id = ${subjectId}::uuid`
  await tx.$executeRaw`
    delete from translation_progress
    where tenant_id = ${tx.tenantId}::uuid and subject_kind = ${kind} and subject_id = ${subjectId}::uuid`
}
