import { live, type LiveHandler } from './live.ts'

/** Hears topics as long as the component is on screen; they may change with its state. Call it while a component is made. */
export function useLive(topics: () => string[], onEvent: LiveHandler): void {
  $effect(() => live.subscribe(topics(), onEvent))
}
