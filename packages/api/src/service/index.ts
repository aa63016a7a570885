export { serviceBulkActions } from './bulk/bulk-actions.ts'
export { type ComplaintStatus } from './complaint-status.ts'
export { complaintsList } from './complaints-list.ts'
export { COMPLAINT_CATEGORIES } from './schema.ts'
