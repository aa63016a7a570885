-- What was captured or refunded on a day is asked by the day of its entry.
create index journal_entries_tenant_id_kind_created_at_idx on journal_entries (tenant_id, kind, created_at);
