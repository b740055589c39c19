/**
 * A module of Node, when it is needed. An import would load it with ours, and read each of its exports: from Node 22 on,
 * importing `node:http` into an ES module loads undici, too, which takes ten times as long as `node:http` itself.
 */
export const node = ((name: string) => process.getBuiltinModule(name)) as typeof process.getBuiltinModule;
