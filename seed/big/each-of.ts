/** Does a piece of work for each item, at most `width` of them at a time, the first ones first. */
export async function eachOf<T>(
  items: T[],
  width: number,
  work: (item: T, worker: number) => Promise<void>,
): Promise<void> {
  const waiting = items.values()
  await Promise.all(
    Array.from({ length: width }, async (_, worker) => {
      for (const item of waiting) await work(item, worker)
    }),
  )
}
