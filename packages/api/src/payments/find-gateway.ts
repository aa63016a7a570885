import { NotFound } from '../refusal.ts'
import type { Gateway } from './gateway.ts'
import { sandboxGateway } from './sandbox/sandbox-gateway.ts'

/** The payment companies that the product speaks to. */
const GATEWAYS = new Map<string, Gateway>([['sandbox', sandboxGateway]])

export function getGateway(provider: string): Gateway {
  const gateway = GATEWAYS.get(provider)
  if (!gateway) throw new NotFound('payment provider')
  return gateway
}
