/** Another error of the same class and with the same stack, whose own properties `change` has seen to. */
export function copyError<E extends Error>(
  error: E,
  change: (own: PropertyDescriptorMap) => PropertyDescriptorMap,
): E {
  const copy = Object.setPrototypeOf(new Error(error.message), Object.getPrototypeOf(error));
  // Newer engines keep the stack behind accessors that answer for their own object only.
  const stack = { value: error.stack, writable: true, configurable: true };
  return Object.defineProperties(copy, { ...change(Object.getOwnPropertyDescriptors(error)), stack });
}
