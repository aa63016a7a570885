import { getLocale } from '#lib/i18n/generated/runtime.js'

/** The classes that the calendar for a day and the one for a range share. */
export const calendarStyle = {
  header: 'flex items-center justify-between pb-2',
  heading: 'text-sm font-medium',
  step: 'hover:bg-accent grid size-8 place-items-center rounded-md rtl:-scale-x-100 pointer-coarse:size-11',
  headCell: 'text-muted-foreground w-9 pb-1 text-xs font-medium',
  cell: 'p-0 text-center',
  day: 'tabular hover:bg-accent data-outside-month:text-faint data-disabled:text-faint data-today:font-semibold data-today:underline data-today:underline-offset-3 data-selected:not-data-range-middle:bg-primary data-selected:not-data-range-middle:text-primary-foreground data-range-middle:bg-accent grid size-9 place-items-center rounded-md text-sm data-disabled:pointer-events-none',
}

/** Arabic has no short names of days that fit above a day; its single letters do. */
export const weekdayFormat = (): 'narrow' | 'short' => (getLocale() === 'ar' ? 'narrow' : 'short')
