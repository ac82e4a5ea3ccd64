/** Moves a number from `from` to `to` in `duration` milliseconds, slowly at both ends; returns what stops it. */
export function glide(from: number, to: number, duration: number, step: (value: number, done: boolean) => void): () => void {
  const start = performance.now();
  let handle = 0;
  const tick = (now: number): void => {
    const t = Math.min(1, (now - start) / duration);
    const eased = t * t * (3 - 2 * t);
    if (t < 1) handle = requestAnimationFrame(tick);
    step(t < 1 ? from + (to - from) * eased : to, t === 1);
  };
  handle = requestAnimationFrame(tick);
  return () => cancelAnimationFrame(handle);
}
