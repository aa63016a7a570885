-- What the media library knows of a picture: its words, the point that stays in sight when it is cropped, a tiny likeness
-- to show until it is there, and whether it moves.
alter table stored_files
  add column alt text not null default '',
  add column focus_x smallint not null default 50,
  add column focus_y smallint not null default 50,
  add column thumbhash text,
  add column animated boolean not null default false,
  add constraint stored_files_focus check (focus_x between 0 and 100 and focus_y between 0 and 100),
  add constraint stored_files_alt check (length(alt) <= 300);

-- The library pages by time; who shows a file is asked when it is looked at, replaced or removed.
create index stored_files_tenant_id_created_at_id_idx on stored_files (tenant_id, created_at, id);
create index product_images_tenant_id_file_id_idx on product_images (tenant_id, file_id);
create index collections_tenant_id_image_file_id_idx on collections (tenant_id, image_file_id);
create index complaint_attachments_tenant_id_file_id_idx on complaint_attachments (tenant_id, file_id);
create index order_lines_tenant_id_image_file_id_idx on order_lines (tenant_id, image_file_id);
create index products_safety_file on products (tenant_id, safety_file_id) where safety_file_id is not null;
create index brands_logo_file on brands (tenant_id, logo_file_id) where logo_file_id is not null;
create index attribute_values_file on attribute_values (tenant_id, file_id) where file_id is not null;
