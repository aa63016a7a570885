export * from './catalogue.ts'
export * from './rooms.ts'
export * from './socket-contract.ts'
