// The part of the WebAssembly JavaScript interface that the kernels use; TypeScript ships it only with the DOM.
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: "WebAssembly.Module";
  }
  interface Instance {
    readonly exports: { readonly [name: string]: unknown };
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** Adds pages of 64 KiB; earlier buffers are detached. */
    grow(pages: number): number;
  }
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
  const Instance: new (module: Module, imports: { readonly [module: string]: { readonly [name: string]: unknown } }) => Instance;
  const Memory: new (descriptor: { readonly initial: number; readonly maximum: number }) => Memory;
}
