export {
  audit,
  auditAll,
  listAudit,
  sourceOf,
  SYSTEM,
  type AuditRow,
  type By,
  type Deed,
  type DeedSource,
} from './audit.ts'
export { auditList } from './audit-list.ts'
export {
  anyAction,
  type AnyBulkAction,
  type BulkAction,
  type BulkChange,
  type BulkFields,
  type BulkRecord,
  type BulkRegistry,
  type BulkSubject,
  type Skip,
} from './bulk/bulk-action.ts'
export { bulkHandlers } from './bulk/bulk-handlers.ts'
export { outcomeCsv } from './bulk/outcome-csv.ts'
export { claimJob, holdJob, returnJob, JOB_LOCK_SECONDS, type ClaimedJob } from './claim-job.ts'
export { enqueueJob, PATIENT_ATTEMPTS_MAX, type EnqueueJob } from './enqueue-job.ts'
export { exportHandlers } from './exports/export-handlers.ts'
export { unguardFormula } from './exports/formula-guard.ts'
export { purgeExports } from './exports/purge-exports.ts'
export { openExport } from './exports/read-exports.ts'
export { writeExport } from './exports/write-export.ts'
export { canReadFile, type FileReader } from './file-access.ts'
export { openFile, openPicture, PICTURE_WIDTHS, type PictureFormat, type PictureWidth } from './file-open.ts'
export { FileRefused, prepareFile, SHEET, type PreparedFile } from './file-prepare.ts'
export type { FilePurpose } from './file-purpose.ts'
export { fileKey, filePath, placeAt, type FilePlace } from './file-place.ts'
export { findFile, saveFile, type SaveFile, type StoredFile } from './file-store.ts'
export { writeWhole } from './folder-place.ts'
export { failJob, finishJob } from './finish-job.ts'
export { onceForKey } from './idempotency.ts'
export { cancelJob, findJob, type JobState, type JobStatus } from './job-status.ts'
export { jsonText } from './json-text.ts'
export { contains } from './lists/contains.ts'
export { listProcedure } from './lists/list-procedure.ts'
export type { ListFilter } from './lists/list-query.ts'
export { anyList, type AnyList, type ListSpec, type FilterSpec } from './lists/list-spec.ts'
export { countList } from './lists/count-list.ts'
export { listIds, listPage } from './lists/read-list.ts'
export { nextNumber } from './next-number.ts'
export { notify } from './notify.ts'
export { sweepFiles } from './sweep-files.ts'
export { JobStopped, reportProgress } from './report-progress.ts'
export { findSubjects, SUBJECT_KINDS, SUBJECT_NEEDS, type SubjectKind } from './subjects.ts'
export {
  IMPORT_KINDS,
  mergeUndo,
  NOTHING_TO_UNDO,
  type BadRow,
  type CellRecord,
  type Change,
  type Gathered,
  type Importer,
  type ImportField,
  type ImportKind,
  type ImportOutcome,
  type ImportRules,
  type ImportRun,
  type ImportUnit,
  type Remark,
  type UndoData,
  type UndoneAs,
  type UndoneRow,
  type UndoRow,
  type UnitPlan,
} from './imports/importer.ts'
export {
  BadCell,
  COLUMN_NAMES,
  flag,
  grams,
  has,
  money,
  says,
  text,
  told,
  url,
  whole,
  type Cells,
} from './imports/read-cells.ts'
export { restoreFields, toldRestored } from './imports/restore-fields.ts'
export { gatherRows } from './imports/row-units.ts'
