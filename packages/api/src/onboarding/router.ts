import { z } from 'zod'
import { email, makeHandoff, password, signInStaff } from '../identity/index.ts'
import { NotFound } from '../refusal.ts'
import { isAllowedSlug, listTenantsOfAccount } from '../tenants/index.ts'
import { accountProcedure, platformProcedure, router } from '../trpc.ts'
import { COUNTRY_STARTS } from './countries.ts'
import { checkAddress, openAnotherShop, signUp } from './sign-up.ts'

const shop = z.object({
  shopName: z.string().trim().min(2, 'Give your shop a name.').max(60, 'Use at most 60 characters.'),
  slug: z.string().trim().toLowerCase().refine(isAllowedSlug, 'Use 3 to 40 letters, digits and hyphens.'),
  country: z.string().refine((country) => country in COUNTRY_STARTS, 'Choose a country from the list.'),
})

/** What happens on the platform's own host, before a shop is known. */
export const onboardingRouter = router({
  countries: platformProcedure.query(() => Object.keys(COUNTRY_STARTS)),
  checkAddress: platformProcedure
    .input(z.object({ name: z.string().max(60).optional(), slug: z.string().max(60).optional() }))
    .query(({ ctx, input }) => checkAddress(ctx.auth, input)),
  signUp: platformProcedure
    .input(shop.extend({ email, password }))
    .mutation(({ ctx, input }) => signUp(ctx.db, ctx.auth, input, { audience: 'platform', ...factsOf(ctx) })),
  signIn: platformProcedure
    .input(z.object({ email, password: z.string().max(200) }))
    .mutation(({ ctx, input }) => signInStaff(ctx.auth, input, { audience: 'platform', ...factsOf(ctx) })),
  shops: accountProcedure.query(({ ctx }) => listTenantsOfAccount(ctx.auth, ctx.account.id)),
  openShop: accountProcedure
    .input(shop)
    .mutation(({ ctx, input }) => openAnotherShop(ctx.db, ctx.auth, ctx.account, input)),
  enterShop: accountProcedure.input(z.object({ tenantId: z.uuid() })).mutation(async ({ ctx, input }) => {
    const shops = await listTenantsOfAccount(ctx.auth, ctx.account.id)
    const entered = shops.find(({ id }) => id === input.tenantId)
    if (!entered) throw new NotFound('shop')
    return { slug: entered.slug, handoff: await makeHandoff(ctx.auth, ctx.account.id, entered.id) }
  }),
})

const factsOf = ({ request }: { request: { ip: string | null; userAgent: string | null } }) => ({
  ip: request.ip,
  userAgent: request.userAgent,
})
