export { findUnbalancedEntries, postEntry, type JournalPosting } from './post-entry.ts'
