-- AlterTable
ALTER TABLE "product_variants" ADD COLUMN     "content_quantity" DECIMAL,
ADD COLUMN     "content_unit" TEXT,
ADD COLUMN     "height_mm" INTEGER,
ADD COLUMN     "length_mm" INTEGER,
ADD COLUMN     "width_mm" INTEGER;

-- AlterTable
ALTER TABLE "products" ADD COLUMN     "brand_id" UUID,
ADD COLUMN     "category_id" UUID,
ADD COLUMN     "hs_code" TEXT,
ADD COLUMN     "manufacturer_id" UUID,
ADD COLUMN     "origin_country" TEXT,
ADD COLUMN     "product_type_id" UUID,
ADD COLUMN     "quality_score" INTEGER,
ADD COLUMN     "safety_file_id" UUID,
ADD COLUMN     "safety_note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "shelf_life_days" INTEGER,
ADD COLUMN     "track_lots" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "track_serials" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "shop_settings" ADD COLUMN     "languages" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "categories" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "parent_id" UUID,
    "path" UUID[],
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "brands" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "website" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "logo_file_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brands_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "manufacturers" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "website" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "country" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "responsible_name" TEXT NOT NULL DEFAULT '',
    "responsible_address" TEXT NOT NULL DEFAULT '',
    "responsible_email" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "manufacturers_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "suppliers" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "contact" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "website" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "country" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "lead_time_days" INTEGER,
    "payment_terms" TEXT NOT NULL DEFAULT '',
    "notes" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppliers_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "product_suppliers" (
    "tenant_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "supplier_sku" TEXT NOT NULL DEFAULT '',
    "cost_minor" BIGINT,
    "minimum_quantity" INTEGER NOT NULL DEFAULT 1,
    "preferred" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "product_suppliers_pkey" PRIMARY KEY ("tenant_id","product_id","supplier_id")
);

-- CreateTable
CREATE TABLE "product_types" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_types_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "attributes" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT '',
    "options" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "min" DECIMAL,
    "max" DECIMAL,
    "pattern" TEXT NOT NULL DEFAULT '',
    "help" TEXT NOT NULL DEFAULT '',
    "filterable" BOOLEAN NOT NULL DEFAULT false,
    "everywhere" BOOLEAN NOT NULL DEFAULT false,
    "required" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attributes_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "product_type_attributes" (
    "tenant_id" UUID NOT NULL,
    "product_type_id" UUID NOT NULL,
    "attribute_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "required" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "product_type_attributes_pkey" PRIMARY KEY ("tenant_id","product_type_id","attribute_id")
);

-- CreateTable
CREATE TABLE "attribute_values" (
    "tenant_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "attribute_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 1,
    "text" TEXT,
    "number" DECIMAL,
    "file_id" UUID,
    "ref_product_id" UUID,

    CONSTRAINT "attribute_values_pkey" PRIMARY KEY ("tenant_id","product_id","attribute_id","position")
);

-- CreateTable
CREATE TABLE "units" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "base_key" TEXT NOT NULL,
    "factor" DECIMAL NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "units_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "packagings" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "variant_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "barcode" TEXT NOT NULL DEFAULT '',
    "weight_grams" INTEGER,
    "length_mm" INTEGER,
    "width_mm" INTEGER,
    "height_mm" INTEGER,

    CONSTRAINT "packagings_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "translations" (
    "tenant_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "source_hash" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "translations_pkey" PRIMARY KEY ("tenant_id","subject_kind","subject_id","locale","field")
);

-- CreateTable
CREATE TABLE "translation_progress" (
    "tenant_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "fields" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,
    "outdated" INTEGER NOT NULL,

    CONSTRAINT "translation_progress_pkey" PRIMARY KEY ("tenant_id","subject_kind","locale","subject_id")
);

-- CreateTable
CREATE TABLE "product_flags" (
    "tenant_id" UUID NOT NULL,
    "flag" TEXT NOT NULL,
    "product_id" UUID NOT NULL,

    CONSTRAINT "product_flags_pkey" PRIMARY KEY ("tenant_id","flag","product_id")
);

-- CreateIndex
CREATE INDEX "categories_tenant_id_parent_id_position_idx" ON "categories"("tenant_id", "parent_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "categories_tenant_id_handle_key" ON "categories"("tenant_id", "handle");

-- CreateIndex
CREATE UNIQUE INDEX "brands_tenant_id_name_key_key" ON "brands"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "brands_tenant_id_handle_key" ON "brands"("tenant_id", "handle");

-- CreateIndex
CREATE UNIQUE INDEX "manufacturers_tenant_id_name_key_key" ON "manufacturers"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "suppliers_tenant_id_name_key_key" ON "suppliers"("tenant_id", "name_key");

-- CreateIndex
CREATE INDEX "product_suppliers_tenant_id_supplier_id_idx" ON "product_suppliers"("tenant_id", "supplier_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_types_tenant_id_name_key_key" ON "product_types"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "attributes_tenant_id_key_key" ON "attributes"("tenant_id", "key");

-- CreateIndex
CREATE INDEX "product_type_attributes_tenant_id_attribute_id_idx" ON "product_type_attributes"("tenant_id", "attribute_id");

-- CreateIndex
CREATE INDEX "attribute_values_tenant_id_attribute_id_text_idx" ON "attribute_values"("tenant_id", "attribute_id", "text");

-- CreateIndex
CREATE INDEX "attribute_values_tenant_id_attribute_id_number_idx" ON "attribute_values"("tenant_id", "attribute_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "units_tenant_id_key_key" ON "units"("tenant_id", "key");

-- CreateIndex
CREATE INDEX "packagings_tenant_id_barcode_idx" ON "packagings"("tenant_id", "barcode");

-- CreateIndex
CREATE UNIQUE INDEX "packagings_tenant_id_variant_id_kind_quantity_key" ON "packagings"("tenant_id", "variant_id", "kind", "quantity");

-- CreateIndex
CREATE INDEX "translation_progress_tenant_id_subject_kind_subject_id_idx" ON "translation_progress"("tenant_id", "subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "product_flags_tenant_id_product_id_idx" ON "product_flags"("tenant_id", "product_id");

-- CreateIndex
CREATE INDEX "products_tenant_id_category_id_idx" ON "products"("tenant_id", "category_id");

-- CreateIndex
CREATE INDEX "products_tenant_id_brand_id_idx" ON "products"("tenant_id", "brand_id");

-- CreateIndex
CREATE INDEX "products_tenant_id_manufacturer_id_idx" ON "products"("tenant_id", "manufacturer_id");

-- CreateIndex
CREATE INDEX "products_tenant_id_product_type_id_idx" ON "products"("tenant_id", "product_type_id");

-- CreateIndex
CREATE INDEX "products_tenant_id_quality_score_id_idx" ON "products"("tenant_id", "quality_score", "id");

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_tenant_id_category_id_fkey" FOREIGN KEY ("tenant_id", "category_id") REFERENCES "categories"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_tenant_id_brand_id_fkey" FOREIGN KEY ("tenant_id", "brand_id") REFERENCES "brands"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_tenant_id_manufacturer_id_fkey" FOREIGN KEY ("tenant_id", "manufacturer_id") REFERENCES "manufacturers"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_tenant_id_product_type_id_fkey" FOREIGN KEY ("tenant_id", "product_type_id") REFERENCES "product_types"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_tenant_id_safety_file_id_fkey" FOREIGN KEY ("tenant_id", "safety_file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_tenant_id_parent_id_fkey" FOREIGN KEY ("tenant_id", "parent_id") REFERENCES "categories"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "brands" ADD CONSTRAINT "brands_tenant_id_logo_file_id_fkey" FOREIGN KEY ("tenant_id", "logo_file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "product_suppliers" ADD CONSTRAINT "product_suppliers_tenant_id_product_id_fkey" FOREIGN KEY ("tenant_id", "product_id") REFERENCES "products"("tenant_id", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "product_suppliers" ADD CONSTRAINT "product_suppliers_tenant_id_supplier_id_fkey" FOREIGN KEY ("tenant_id", "supplier_id") REFERENCES "suppliers"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "product_type_attributes" ADD CONSTRAINT "product_type_attributes_tenant_id_product_type_id_fkey" FOREIGN KEY ("tenant_id", "product_type_id") REFERENCES "product_types"("tenant_id", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "product_type_attributes" ADD CONSTRAINT "product_type_attributes_tenant_id_attribute_id_fkey" FOREIGN KEY ("tenant_id", "attribute_id") REFERENCES "attributes"("tenant_id", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attribute_values" ADD CONSTRAINT "attribute_values_tenant_id_product_id_fkey" FOREIGN KEY ("tenant_id", "product_id") REFERENCES "products"("tenant_id", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attribute_values" ADD CONSTRAINT "attribute_values_tenant_id_attribute_id_fkey" FOREIGN KEY ("tenant_id", "attribute_id") REFERENCES "attributes"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attribute_values" ADD CONSTRAINT "attribute_values_tenant_id_file_id_fkey" FOREIGN KEY ("tenant_id", "file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attribute_values" ADD CONSTRAINT "attribute_values_tenant_id_ref_product_id_fkey" FOREIGN KEY ("tenant_id", "ref_product_id") REFERENCES "products"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "packagings" ADD CONSTRAINT "packagings_tenant_id_variant_id_fkey" FOREIGN KEY ("tenant_id", "variant_id") REFERENCES "product_variants"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "product_flags" ADD CONSTRAINT "product_flags_tenant_id_product_id_fkey" FOREIGN KEY ("tenant_id", "product_id") REFERENCES "products"("tenant_id", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- A category's path ends in itself and is its parent's path with itself added; no id stands in it twice, so no circle fits.
alter table categories
  add constraint categories_path check (path[cardinality(path)] = id and cardinality(path) between 1 and 10),
  add constraint categories_parent check (parent_id is not distinct from path[cardinality(path) - 1] and parent_id <> id);

-- One record a name, whatever its capitals. The key is checked here so that no verb can let the two drift apart.
alter table brands add constraint brands_name_key check (name_key = lower(btrim(name)) and name_key <> '');
alter table manufacturers
  add constraint manufacturers_name_key check (name_key = lower(btrim(name)) and name_key <> ''),
  add constraint manufacturers_country check (country ~ '^([A-Z]{2})?$');
alter table suppliers
  add constraint suppliers_name_key check (name_key = lower(btrim(name)) and name_key <> ''),
  add constraint suppliers_country check (country ~ '^([A-Z]{2})?$'),
  add constraint suppliers_currency check (currency ~ '^[A-Z]{3}$'),
  add constraint suppliers_lead_time check (lead_time_days between 0 and 730);
create unique index suppliers_code on suppliers (tenant_id, code) where code <> '';
alter table product_types add constraint product_types_name_key check (name_key = lower(btrim(name)) and name_key <> '');
alter table product_suppliers
  add constraint product_suppliers_cost check (cost_minor >= 0),
  add constraint product_suppliers_minimum check (minimum_quantity between 1 and 1000000);
create unique index product_suppliers_preferred on product_suppliers (tenant_id, product_id) where preferred;

alter table attributes
  add constraint attributes_kind check (kind in
    ('text', 'number', 'date', 'boolean', 'choice', 'choices', 'colour', 'file', 'product', 'url')),
  add constraint attributes_key check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  add constraint attributes_range check (min <= max);
alter table attribute_values
  add constraint attribute_values_one check (num_nonnulls(text, number, file_id, ref_product_id) = 1);

alter table units
  add constraint units_factor check (factor > 0),
  add constraint units_key check (key ~ '^[a-z][a-z0-9_]{0,19}$');
alter table packagings
  add constraint packagings_kind check (kind in ('each', 'inner', 'box', 'layer', 'pallet')),
  add constraint packagings_quantity check (quantity between 1 and 1000000),
  add constraint packagings_sizes check (weight_grams >= 0 and length_mm >= 0 and width_mm >= 0 and height_mm >= 0);
alter table product_variants
  add constraint product_variants_content check (content_quantity > 0 and (content_quantity is null) = (content_unit is null)),
  add constraint product_variants_sizes check (length_mm >= 0 and width_mm >= 0 and height_mm >= 0);

alter table products
  add constraint products_shelf_life check (shelf_life_days between 1 and 36500),
  add constraint products_hs_code check (hs_code ~ '^[0-9]{6}([0-9]{2}([0-9]{2})?)?$'),
  add constraint products_origin check (origin_country ~ '^[A-Z]{2}$'),
  add constraint products_quality check (quality_score between 0 and 100);

alter table translations
  add constraint translations_kind check (subject_kind in ('product', 'collection', 'category', 'attribute')),
  add constraint translations_locale check (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$');

select app.protect(name::regclass, 'select, insert, update, delete') from unnest(array[
  'categories', 'brands', 'manufacturers', 'suppliers', 'product_suppliers', 'product_types', 'attributes',
  'product_type_attributes', 'attribute_values', 'units', 'packagings', 'translations', 'translation_progress',
  'product_flags']) as name;
