const PINGS = 5

export type ClockAnswer = { nowMs: number }

/**
 * How far the server's clock is ahead of this browser's, in milliseconds: the median of five questions, each answer taken
 * to be from the middle of its way there and back.
 */
export async function measureClockOffset(
  ask: () => Promise<ClockAnswer>,
  nowMs: () => number = Date.now,
): Promise<number> {
  const offsets: number[] = []
  for (let n = 0; n < PINGS; n++) {
    const sent = nowMs()
    const { nowMs: server } = await ask()
    offsets.push(server - (sent + nowMs()) / 2)
  }
  return offsets.toSorted((a, b) => a - b)[Math.floor(PINGS / 2)]!
}
