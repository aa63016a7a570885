export type ShopLink = { href: string; label: string }
