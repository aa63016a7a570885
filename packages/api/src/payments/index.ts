export { getGateway } from './find-gateway.ts'
export {
  GatewayRefusal,
  type ChargeStatus,
  type Gateway,
  type GatewayAccount,
  type GatewayCharge,
  type GatewayEvent,
} from './gateway.ts'
export { listProviders, type Provider } from './list-providers.ts'
export { requestCapture, type CapturePayment } from './request-capture.ts'
export { requestRefund, type RefundPayment } from './request-refund.ts'
export { requestVoid } from './request-void.ts'
export { closeWebhook, storeWebhook } from './store-webhook.ts'
export { signWebhook } from './sandbox/signature.ts'
export { getSandboxSecret } from './sandbox/charge.ts'
export { sandboxHandlers } from './sandbox/send-webhook.ts'
