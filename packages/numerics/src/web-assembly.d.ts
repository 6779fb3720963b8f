// The part of the WebAssembly JavaScript interface that the kernels use; TypeScript ships it only with the DOM.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module, imports: { readonly [module: string]: { readonly [name: string]: unknown } });
    readonly exports: { readonly [name: string]: unknown };
  }
  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum: number });
    readonly buffer: ArrayBuffer;
    /** Adds pages of 64 KiB; earlier buffers are detached. */
    grow(pages: number): number;
  }
}
