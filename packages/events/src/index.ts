export * from './catalogue.ts'
export * from './rooms.ts'
