import type { BigOptions } from './big-options.ts'

export type OrderDay = {
  day: number
  starts: Date
  /** The running number of the day's first order, from 1. */
  firstN: number
  orders: number
  /** How much of the day has passed: less than one only for the last. */
  quantile: number
}

const DAY = 86_400_000
/** Eighteen months. */
export const HISTORY_DAYS = 549

/** People buy on Sunday evenings and Mondays, and little on Fridays; index 0 is Sunday. */
const WEEKDAY = [1.5, 1.25, 1, 0.95, 0.9, 0.7, 0.9]
/** Little in summer, most before Christmas; index 0 is January. */
const SEASON = [0.8, 0.8, 0.9, 0.95, 1, 0.85, 0.75, 0.8, 0.95, 1.1, 1.6, 1.7]
/** The shop sells twice as much at the end as at the beginning. */
const GROWTH = 1

/** Spreads the orders over the days by weekday, season and growth, so that the whole is exactly as many as were asked for. */
export function orderDays({ orders, until }: Pick<BigOptions, 'orders' | 'until'>): OrderDay[] {
  const today = Math.floor(until.getTime() / DAY) * DAY
  const days = Array.from({ length: HISTORY_DAYS }, (_, day) => {
    const starts = new Date(today - (HISTORY_DAYS - 1 - day) * DAY)
    const quantile = day === HISTORY_DAYS - 1 ? passedOf((until.getTime() - today) / DAY) : 1
    const weight = WEEKDAY[starts.getUTCDay()]! * SEASON[starts.getUTCMonth()]! * (1 + (GROWTH * day) / HISTORY_DAYS)
    return { day, starts, quantile, weight: weight * quantile }
  })
  const whole = days.reduce((sum, { weight }) => sum + weight, 0)
  let [sum, before] = [0, 0]
  return days.map(({ weight, ...day }) => {
    sum += weight
    const upTo = Math.round((orders * sum) / whole)
    const row = { ...day, firstN: before + 1, orders: upTo - before }
    before = upTo
    return row
  })
}

/** The share of a day's orders that came before this part of the day; nobody buys before a quarter to six. */
const passedOf = (partOfDay: number): number => Math.min(1, Math.max(0, (partOfDay - 0.24) / 0.7))
