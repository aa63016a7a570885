import type { TenantTx } from '@souk/db'
import { Forbidden, NotFound, Refusal } from '../refusal.ts'

export type LockedMember = { id: string; name: string; email: string; roleKey: string; permissions: string[] }
export type Members = { actor: LockedMember; all: LockedMember[] }

/** Thrown when someone would give, change or take more than the own role holds. */
class BeyondOwnRole extends Refusal {
  constructor() {
    super(
      403,
      'beyond_own_role',
      'This role allows things that yours does not. Only someone who holds them can give or take them.',
    )
  }
}

/** Thrown when someone changes the own place: that is always a colleague's decision. */
class OwnRole extends Refusal {
  constructor() {
    super(403, 'own_role', 'You cannot change your own role or remove yourself. Ask a colleague who may.')
  }
}

/** Thrown when the shop would be left without an owner. */
class LastOwner extends Refusal {
  constructor() {
    super(409, 'last_owner', 'This is the last owner. Make someone else an owner first.')
  }
}

/**
 * Locks the shop's members and answers with them and with the one who acts, as the database has them now: two owners who
 * remove each other at once come one after the other, and someone just removed can no longer act.
 */
export async function lockMembers(tx: TenantTx, actorId: string): Promise<Members> {
  const all = await tx.$queryRaw<LockedMember[]>`
    select m.account_id as id, m.name, m.email, m.role_key as "roleKey", r.permissions
    from memberships m join roles r on r.tenant_id = m.tenant_id and r.key = m.role_key
    where m.tenant_id = ${tx.tenantId}::uuid and m.status = 'active'
    order by m.account_id for update of m`
  const actor = all.find(({ id }) => id === actorId)
  if (!actor?.permissions.includes('staff:manage')) throw new Forbidden('staff:manage')
  return { actor, all }
}

/** The member with this id, whom the actor may change. Throws NotFound, OwnRole or BeyondOwnRole. */
export function memberToChange({ actor, all }: Members, accountId: string): LockedMember {
  const member = all.find(({ id }) => id === accountId)
  if (!member) throw new NotFound('colleague')
  if (member.id === actor.id) throw new OwnRole()
  if (!holdsAll(actor, member.permissions)) throw new BeyondOwnRole()
  return member
}

/** The role with this key, which the actor may give. Throws NotFound or BeyondOwnRole. */
export async function roleToGive(
  tx: TenantTx,
  { actor }: Members,
  roleKey: string,
): Promise<{ key: string; name: string }> {
  const roles = await tx.$queryRaw<{ key: string; name: string; permissions: string[] }[]>`
    select key, name, permissions from roles where tenant_id = ${tx.tenantId}::uuid and key = ${roleKey}`
  const role = roles[0]
  if (!role) throw new NotFound('role')
  if (!holdsAll(actor, role.permissions)) throw new BeyondOwnRole()
  return role
}

export function keepAnOwner({ all }: Members, leaving: LockedMember): void {
  const owners = all.filter(({ roleKey }) => roleKey === 'owner')
  if (leaving.roleKey === 'owner' && owners.length === 1) throw new LastOwner()
}

const holdsAll = (actor: LockedMember, permissions: string[]): boolean =>
  permissions.every((permission) => actor.permissions.includes(permission))
