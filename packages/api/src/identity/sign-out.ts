import { emit, type AuthPool, type InTenant } from '@souk/db'
import { closeStaffSession } from './staff-sessions.ts'

/** Ends a member's session in a shop's back office, and has the sockets it opened looked at again at once. */
export async function signOutStaff(
  doors: { auth: AuthPool; inTenant: InTenant },
  tenantId: string,
  session: { token: string; accountId: string | null },
): Promise<void> {
  await closeStaffSession(doors.auth, session.token, `staff:${tenantId}`)
  if (session.accountId === null) return
  const { accountId } = session
  await doors.inTenant(tenantId, async (tx) => {
    emit(tx, { name: 'staff.changed', topics: ['staff'], payload: { accountId } })
  })
}
