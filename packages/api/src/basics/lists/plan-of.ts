import type { Prisma, TenantTx } from '@souk/db'

export type Plan = {
  'Node Type': string
  'Plan Rows': number
  'Total Cost': number
  Filter?: string
  Plans?: Plan[]
}

/** How the database would answer a statement, without doing it. */
export async function planOf(tx: TenantTx, statement: Prisma.Sql): Promise<Plan> {
  const plans = await tx.$queryRaw<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`explain (format json) ${statement}`
  return plans[0]!['QUERY PLAN'][0].Plan
}

/** Every step of a plan. */
export const stepsOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(stepsOf)]
