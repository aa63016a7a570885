export {
  closeAllCustomerSessions,
  closeCustomerSession,
  openCustomerSession,
  readCustomerSession,
  type CustomerActor,
} from './customer-sessions.ts'
export { email, normalEmail } from './email.ts'
export { hashPassword, password, TooManySignIns, verifyPassword } from './password.ts'
export { ALL_PERMISSIONS, PERMISSIONS, SYSTEM_ROLES, type Permission } from './permissions.ts'
export { hashToken, newToken, type SessionFacts } from './session-token.ts'
export { checkSignInLimit, countFailedSignIn } from './sign-in-limit.ts'
export { checkStaffPassword, makeHandoff, signInStaff, useHandoff, WrongSignIn } from './sign-in.ts'
export { signOutStaff } from './sign-out.ts'
export { findMember, readStaffActor, type StaffActor } from './staff-actor.ts'
export {
  closeAllStaffSessions,
  closeStaffSession,
  openStaffSession,
  readStaffSession,
  type Account,
} from './staff-sessions.ts'
