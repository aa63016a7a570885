export { type ComplaintStatus } from './complaint-status.ts'
export { COMPLAINT_CATEGORIES } from './schema.ts'
