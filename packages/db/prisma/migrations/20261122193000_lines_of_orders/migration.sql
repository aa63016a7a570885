-- Orders by a product or an SKU: what sells most stands in tens of thousands of lines, one to a page of the disk. With the
-- order's id in the index none of these pages is read.
create index order_lines_tenant_id_product_id_order_id_idx on order_lines (tenant_id, product_id, order_id);
create index order_lines_tenant_id_sku_order_id_idx on order_lines (tenant_id, sku, order_id);
drop index order_lines_tenant_id_product_id_idx;
drop index order_lines_tenant_id_sku_idx;

-- Products by a part of their type.
create index products_type_words on products using gin (tenant_id, product_type gin_trgm_ops);

-- Earlier migrations gave these tables columns that the planner knows nothing of until somebody looks; it would take two
-- products of a hundred thousand for not purged.
analyze products;
analyze product_variants;
