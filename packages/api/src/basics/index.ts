export { audit, listAudit, SYSTEM, type AuditRow, type By, type Deed } from './audit.ts'
export { IdempotencyKeyReused, onceForKey } from './idempotency.ts'
export { nextNumber } from './next-number.ts'
