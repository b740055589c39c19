/** Where a class keeps the name by which other copies of this library know it. `Symbol.for` is one for all copies. */
const NAME = Symbol.for('portcullis.error');

type AnyClass = abstract new (...args: never[]) => object;

/**
 * Gives error classes their names for other copies of this library, of which a program may load several: one imported
 * and one required. A minifier shortens the name of a class and leaves the keys here alone.
 */
export function brand(classes: Readonly<Record<string, AnyClass>>): void {
  for (const [name, { prototype }] of Object.entries(classes))
    Object.defineProperty(prototype, NAME, { value: name });
}

/** The name that {@link brand} gave this very class. Undefined for a subclass made elsewhere. */
export const brandOf = ({ prototype }: AnyClass): string | undefined => ownName(prototype);

/**
 * The `Symbol.hasInstance` of a branded class: whether the class or a subclass made `value`, in this copy or in another.
 * A program's own subclass has no brand and recognises only its own instances.
 */
export function hasInstance<Class extends AnyClass>(
  this: Class,
  value: unknown,
): value is Class extends abstract new (...args: never[]) => infer Instance ? Instance : never {
  if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
  const name = brandOf(this);
  if (name === undefined || typeof value !== 'object') return false;
  for (let link = value; link !== null; link = Object.getPrototypeOf(link))
    if (ownName(link) === name) return true;
  return false;
}

const ownName = (prototype: object): string | undefined =>
  Object.getOwnPropertyDescriptor(prototype, NAME)?.value;
