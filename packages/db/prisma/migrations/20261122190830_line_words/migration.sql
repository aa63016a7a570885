-- Orders by a part of an SKU: the lines of a large shop are more than its orders.
create index if not exists order_lines_words on order_lines using gin (tenant_id, sku gin_trgm_ops);
