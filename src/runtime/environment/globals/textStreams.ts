/** TextEncoderStream and TextDecoderStream over the TransformStream that is there. */

type Transformer = new (transformer: {
  transform(chunk: never, controller: { enqueue(chunk: unknown): void }): void;
  flush?(controller: { enqueue(chunk: unknown): void }): void;
}) => { readonly readable: unknown; readonly writable: unknown };

// The class of the library is typed more narrowly than what is needed of it.
export function TextEncoderStream(Transform: unknown): unknown {
  return class TextEncoderStream {
    readonly encoding = 'utf-8';
    readonly readable: unknown;
    readonly writable: unknown;
    constructor() {
      const encoder = new TextEncoder();
      const { readable, writable } = new (Transform as Transformer)({
        transform: (chunk, controller) => controller.enqueue(encoder.encode(`${chunk as string}`)),
      });
      this.readable = readable;
      this.writable = writable;
    }
  };
}

export function TextDecoderStream(Transform: unknown): unknown {
  return class TextDecoderStream {
    readonly encoding: string;
    readonly readable: unknown;
    readonly writable: unknown;
    constructor(label?: string, options?: TextDecoderOptions) {
      const decoder = new TextDecoder(label, options);
      this.encoding = decoder.encoding;
      const { readable, writable } = new (Transform as Transformer)({
        transform(chunk, controller) {
          const text = decoder.decode(chunk, { stream: true });
          if (text !== '') controller.enqueue(text);
        },
        flush(controller) {
          const text = decoder.decode();
          if (text !== '') controller.enqueue(text);
        },
      });
      this.readable = readable;
      this.writable = writable;
    }
  };
}
