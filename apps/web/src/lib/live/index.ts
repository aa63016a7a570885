export { configureLive, live } from './live.ts'
export { liveState, serverNowMs } from './live-state.svelte.ts'
export { useLive } from './use-live.svelte.ts'
