-- One number for all that was drawn. It leaves out what is random on purpose (the keys to order pages, the file and tenant
-- ids), and does not depend on the order of rows.
select md5(string_agg(part, ' ' order by part)) as checksum from (
  select 'products ' || count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', id, handle, title, vendor, product_type, tags, status, created_at), 0)::numeric), 0) as part
  from products where tenant_id = $1
  union all
  select 'variants ' || count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', id, product_id, option_values, sku, barcode, price_minor, cost_minor), 0)::numeric), 0)
  from product_variants where tenant_id = $1
  union all
  select 'customers ' || count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', id, email, name, phone, created_at), 0)::numeric), 0)
  from customers where tenant_id = $1
  union all
  select 'orders ' || count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', id, number, customer_id, email, status, payment_status, fulfillment_status, subtotal_minor, delivery_minor, tax_minor, total_minor, placed_at, updated_at), 0)::numeric), 0)
  from orders where tenant_id = $1
  union all
  select 'lines ' || count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', id, order_id, variant_id, quantity, unit_price_minor, tax_minor, shipped_quantity, refunded_quantity), 0)::numeric), 0)
  from order_lines where tenant_id = $1
  union all
  select 'payments ' || count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', id, order_id, status, amount_minor, captured_minor, refunded_minor), 0)::numeric), 0)
  from payments where tenant_id = $1
  union all
  select 'movements ' || count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', id, variant_id, quantity, kind, order_line_id, created_at), 0)::numeric), 0)
  from stock_movements where tenant_id = $1
  union all
  select 'journal ' || count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', entry_id, account, amount_minor), 0)::numeric), 0)
  from journal_lines where tenant_id = $1
  union all
  select 'shelves ' || count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', variant_id, on_hand, allocated), 0)::numeric), 0)
  from stock_levels where tenant_id = $1) parts
