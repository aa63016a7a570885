import { Prisma } from '@souk/db'

/** That a text holds these words somewhere, whatever their case. Three letters and more are answered by a trigram index where there is one. */
export const contains = (value: Prisma.Sql, words: string): Prisma.Sql =>
  Prisma.sql`${value} ilike ${`%${words.replace(/[\\%_]/g, '\\$&')}%`}`
