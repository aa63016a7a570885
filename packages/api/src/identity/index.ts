export {
  closeAllCustomerSessions,
  closeCustomerSession,
  openCustomerSession,
  readCustomerSession,
  type CustomerActor,
} from './customer-sessions.ts'
export { email, normalEmail } from './email.ts'
export { hashPassword, password, verifyPassword } from './password.ts'
export { PERMISSIONS, SYSTEM_ROLES, type Permission } from './permissions.ts'
export { hashToken, newToken, type SessionFacts } from './session-token.ts'
export { judgeSignIn } from './sign-in-limit.ts'
export { NOTICE_KINDS, readPreferences, type Preferences } from './preferences.ts'
export { makeHandoff, signInStaff, useHandoff, WrongSignIn } from './sign-in.ts'
export { signOutStaff } from './sign-out.ts'
export { findMember, readStaffActor, type StaffActor } from './staff-actor.ts'
export {
  closeAllStaffSessions,
  closeStaffSession,
  openStaffSession,
  readStaffSession,
  type Account,
} from './staff-sessions.ts'
