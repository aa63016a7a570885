import Languages from '@lucide/svelte/icons/languages'
import LogOut from '@lucide/svelte/icons/log-out'
import Plus from '@lucide/svelte/icons/plus'
import SunMoon from '@lucide/svelte/icons/sun-moon'
import Upload from '@lucide/svelte/icons/upload'
import UserRound from '@lucide/svelte/icons/user-round'
import { LOCALE_NAMES, locales } from '#lib/i18n/locale.ts'
import { m } from '#lib/i18n/messages.ts'
import { chooseTheme } from '#lib/ui/shown-theme.svelte.ts'
import type { AdminCommand, AdminIcon } from './admin-nav.ts'
import { keepPreference } from './keep-preference.ts'
import { speakLocale } from './speak-locale.ts'

const MAKING: { id: string; label: () => string; href: string; icon: AdminIcon; permission: string }[] = [
  {
    id: 'new:product',
    label: m.shell_new_product,
    href: '/admin/products/new',
    icon: Plus,
    permission: 'catalog:write',
  },
  {
    id: 'new:collection',
    label: m.shell_new_collection,
    href: '/admin/collections/new',
    icon: Plus,
    permission: 'catalog:write',
  },
  {
    id: 'new:import',
    label: m.shell_new_import,
    href: '/admin/imports/new',
    icon: Upload,
    permission: 'catalog:import',
  },
]

/** What the palette can do beside going to a place: make something, and set the back office to one's liking. */
export function officeCommands(permissions: ReadonlySet<string>, signOut: () => void): AdminCommand[] {
  const themes = { light: m.shell_theme_light, dark: m.shell_theme_dark, system: m.shell_theme_system }
  return [
    ...MAKING.filter(({ permission }) => permissions.has(permission)).map(({ label, ...command }) => ({
      ...command,
      label: label(),
      group: m.shell_actions(),
    })),
    { id: 'account', label: m.shell_your_account(), group: m.shell_actions(), href: '/admin/account', icon: UserRound },
    ...(['light', 'dark', 'system'] as const).map((theme) => ({
      id: `theme:${theme}`,
      label: `${m.shell_theme()}: ${themes[theme]()}`,
      group: m.shell_preferences(),
      icon: SunMoon,
      run: () => {
        chooseTheme(theme)
        void keepPreference({ theme })
      },
    })),
    ...locales.map((locale) => ({
      id: `language:${locale}`,
      label: `${m.shell_language()}: ${LOCALE_NAMES[locale]}`,
      group: m.shell_preferences(),
      icon: Languages,
      keywords: [locale, 'language'],
      run: () => void speakLocale(locale),
    })),
    { id: 'sign-out', label: m.shell_sign_out(), group: m.shell_actions(), icon: LogOut, run: signOut },
  ]
}
