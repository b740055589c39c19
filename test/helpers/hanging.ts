/** Timers alone, and not the machine's clocks: Node's own work goes on. */
const REAL = [
  ...(['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
  ...(['setImmediate', 'clearImmediate', 'setInterval', 'clearInterval'] as const),
];

/**
 * Lets the deadlines of a test be long, so that no pause of a busy machine ends one. What it returns is work that never
 * ends, on which the timer that is the next to end does so at once.
 */
export function useHangs(): () => Promise<never> {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: REAL, advanceTimers: true }));
  afterEach(() => void jest.useRealTimers());
  return () => {
    setImmediate(() => jest.advanceTimersToNextTimer());
    return new Promise(() => {});
  };
}
