type AnyClass = abstract new (...args: never[]) => object;

/**
 * The name by which other copies of this library know an error class, of which a program may load several: one imported
 * and one required. It is a static member, since a minifier shortens a class's own name, and since a call that set it would
 * keep each class in every bundle. Undefined for a subclass made elsewhere.
 */
export const brandOf = (of: AnyClass & { readonly portcullis?: string }): string | undefined =>
  Object.hasOwn(of, 'portcullis') ? of.portcullis : undefined;

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
    if (makerOf(link) === name) return true;
  return false;
}

/** The brand of the class whose prototype this is. */
function makerOf(prototype: object): string | undefined {
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof maker === 'function' ? brandOf(maker as never) : undefined;
}
