-- CreateTable
CREATE TABLE "bulk_runs" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "action" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "input" JSONB NOT NULL DEFAULT '{}',
    "selection" JSONB NOT NULL DEFAULT '{}',
    "done_by" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'running',
    "gathered" BOOLEAN NOT NULL DEFAULT false,
    "cursor" TEXT,
    "total" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "restored" INTEGER NOT NULL DEFAULT 0,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "job_id" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),
    "undone_at" TIMESTAMPTZ(6),

    CONSTRAINT "bulk_runs_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "bulk_run_rows" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "bulk_run_rows_pkey" PRIMARY KEY ("tenant_id","run_id","subject_id")
);

-- CreateTable
CREATE TABLE "exports" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "list" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "query" JSONB NOT NULL DEFAULT '{}',
    "columns" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "format" TEXT NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'running',
    "filename" TEXT NOT NULL,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "file_id" UUID,
    "job_id" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "exports_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "bulk_run_rows_tenant_id_run_id_outcome_group_id_subject_id_idx" ON "bulk_run_rows"("tenant_id", "run_id", "outcome", "group_id", "subject_id");

-- CreateIndex
CREATE INDEX "exports_tenant_id_expires_at_idx" ON "exports"("tenant_id", "expires_at");

-- CreateIndex
CREATE INDEX "jobs_tenant_id_created_by_created_at_idx" ON "jobs"("tenant_id", "created_by", "created_at");

-- AddForeignKey
ALTER TABLE "bulk_run_rows" ADD CONSTRAINT "bulk_run_rows_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "bulk_runs"("tenant_id", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

alter table bulk_runs
  add constraint bulk_runs_status check (status in ('running', 'done', 'undoing', 'undone')),
  add constraint bulk_runs_counts check (total >= 0 and changed >= 0 and skipped >= 0 and restored >= 0 and kept >= 0);
alter table bulk_run_rows
  add constraint bulk_run_rows_outcome check (outcome in ('waiting', 'changed', 'skipped', 'restored', 'kept')),
  add constraint bulk_run_rows_change check (outcome not in ('changed', 'restored', 'kept') or (before is not null and after is not null));
alter table exports
  add constraint exports_format check (format in ('csv', 'xlsx')),
  add constraint exports_status check (status in ('running', 'done', 'expired'));

select app.protect('bulk_runs', 'select, insert, update');
select app.protect('bulk_run_rows', 'select, insert, update');
select app.protect('exports', 'select, insert, update');
