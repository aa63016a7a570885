-- What the lists of the back office are sorted and searched by, so that a shop of a million orders pages as a small one does.
-- tenant_id comes first everywhere: it is the one condition that every statement has. The id breaks ties.
create index orders_tenant_id_total_minor_id_idx on orders (tenant_id, total_minor, id);
create index orders_tenant_id_name_id_idx on orders (tenant_id, name, id);
create index order_lines_tenant_id_sku_idx on order_lines (tenant_id, sku);
create index customers_tenant_id_created_at_id_idx on customers (tenant_id, created_at, id);
create index customers_tenant_id_name_id_idx on customers (tenant_id, name, id);
create index products_tenant_id_created_at_id_idx on products (tenant_id, created_at, id);
create index products_tenant_id_title_id_idx on products (tenant_id, title, id);
create index products_tenant_id_vendor_id_idx on products (tenant_id, vendor, id);
create index products_by_type on products (tenant_id, product_type, id);
create index product_variants_tenant_id_price_minor_id_idx on product_variants (tenant_id, price_minor, id);

-- "Contains": trigrams, behind the tenant. Used where LIKE may be called leakproof (see prepare-database.ts); elsewhere the
-- same questions read every row of the shop.
create index orders_words on orders using gin (tenant_id, name gin_trgm_ops, email gin_trgm_ops);
create index customers_words on customers using gin (tenant_id, name gin_trgm_ops, email_norm gin_trgm_ops);
create index products_words on products using gin (tenant_id, title gin_trgm_ops, vendor gin_trgm_ops);
create index product_variants_words on product_variants using gin (tenant_id, sku gin_trgm_ops);
