export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'danger-quiet' | 'link'
export type ButtonSize = 'sm' | 'md' | 'lg'

const shape =
  'relative inline-flex items-center justify-center gap-1.5 border font-medium whitespace-nowrap select-none no-underline transition-colors ' +
  'aria-disabled:cursor-not-allowed aria-disabled:opacity-55 disabled:cursor-not-allowed disabled:opacity-55 rounded-md text-(length:--control-text) leading-5'

const variants: Record<ButtonVariant, string> = {
  primary:
    'border-transparent bg-primary text-primary-foreground hover:bg-[color-mix(in_oklab,var(--primary),var(--foreground)_12%)] active:bg-[color-mix(in_oklab,var(--primary),var(--foreground)_22%)]',
  secondary:
    'border-[color-mix(in_oklab,var(--border),var(--foreground)_14%)] bg-card text-foreground hover:bg-accent active:bg-border',
  ghost: 'border-transparent bg-transparent text-foreground hover:bg-accent active:bg-border',
  danger:
    'border-transparent bg-destructive text-destructive-foreground hover:bg-[color-mix(in_oklab,var(--destructive),var(--foreground)_12%)]',
  'danger-quiet': 'border-transparent bg-transparent text-danger-foreground hover:bg-danger',
  link: 'border-transparent bg-transparent text-primary underline underline-offset-3 hover:no-underline',
}

const sizes: Record<ButtonSize, string> = {
  sm: 'min-h-(--control-h-sm) px-2',
  md: 'min-h-(--control-h) px-3',
  lg: 'min-h-(--control-h-lg) px-4',
}

/** The classes that a button and a link that looks like one share. */
export function buttonStyle(variant: ButtonVariant, size: ButtonSize, iconOnly = false): string {
  return `${shape} ${variants[variant]} ${sizes[size]}${iconOnly ? ' aspect-square px-0!' : ''}`
}
