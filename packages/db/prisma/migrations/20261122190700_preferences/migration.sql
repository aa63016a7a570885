-- How one member wants the back office of this shop: language, theme, density, single keys, and what is not worth a notice.
create table member_preferences (
  tenant_id uuid not null,
  account_id uuid not null,
  locale text,
  theme text not null default 'system',
  density text not null default 'default',
  single_keys boolean not null default true,
  muted text[] not null default '{}',
  constraint member_preferences_pkey primary key (tenant_id, account_id),
  constraint member_preferences_account_fkey foreign key (tenant_id, account_id) references memberships (tenant_id, account_id)
    on delete restrict on update restrict,
  constraint member_preferences_locale check (locale in ('en', 'de', 'zh', 'ar')),
  constraint member_preferences_theme check (theme in ('light', 'dark', 'system')),
  constraint member_preferences_density check (density in ('compact', 'default', 'comfortable')),
  constraint member_preferences_muted check (cardinality(muted) <= 50)
);

select app.protect('member_preferences', 'select, insert, update');
