export { findUnbalancedEntries, postEntry, UnbalancedPosting, type JournalPosting } from './post-entry.ts'
