-- Shops that are there already: who could write the catalogue may price it, and the accountant may look. For these statements
-- the owner of the table sees all shops, under the lock that the alteration takes.
alter table roles no force row level security;
update roles set permissions = permissions || '{pricing:read,pricing:write}'
where system and key in ('owner', 'manager', 'catalog') and not 'pricing:read' = any(permissions);
update roles set permissions = permissions || '{pricing:read}'
where system and key = 'accountant' and not 'pricing:read' = any(permissions);
alter table roles force row level security;
