/**
 * Modelled costs of what is not counted in user code, in ticks: nanoseconds at a full vCPU (see `src/runtime/cpuModel.ts`).
 * Chosen so that common handlers take about as long as they do on Lambda; `npm run calibrate` compares natives with Node.js.
 */
export const CHARGES = {
  /** Taking an event and posting the answer, in the runtime's own code. */
  invoke: 40_000,
  /** One console call: formatting and writing. */
  log: 12_000,
  /** Each character of a log line. */
  logCharacter: 10,
  /** Parsing and compiling one character of source when a module is loaded. */
  sourceCharacter: 40,
  /** Resolving and loading one module. */
  module: 30_000,
  /** Loading a simulated package of the AWS SDK: 60 ms. */
  sdkPackage: 60_000_000,
  /** Making a request with the SDK: signing, serialising. */
  sdkCall: 300_000,
  /** A call of JSON, and a character that it parses or writes, of data as is usual. */
  json: 300,
  jsonCharacter: 9,
  /** One character of a long text in JSON, and each quote, comma or bracket between. */
  jsonPlainCharacter: 2,
  jsonMark: 25,
  /** A character of an event or answer that goes between the runtime and Lambda. */
  transferCharacter: 2,
  /** An element or character that a native goes over. */
  element: 1,
  /** An element of the result that a native makes, most often a text. */
  piece: 30,
  /** A character that a regular expression looks at. */
  patternCharacter: 12,
  /** Writing a number or a date for people: 10 µs. */
  localeText: 10_000,
  /** Making something that does: 30 µs. */
  localeFormat: 30_000,
  /** Comparing two short texts as people sort them. */
  localeCompare: 150,
  /** A key or value of an object that is listed, in an object with many. */
  listedKey: 40,
  /** The same for a pair of both. */
  listedEntry: 120,
  /** One promise reaction. */
  reaction: 300,
  /** A sort, and one comparison of one with a comparator, which is not counted in it; of texts; of numbers. */
  sort: 400,
  compare: 20,
  compareTexts: 60,
  compareNumbers: 7,
  /** One object and one value that is copied deeply. */
  clonedObject: 600,
  clonedValue: 120,
  /** One byte that is hashed, and a hash as such. */
  hashByte: 1,
  hash: 4000,
  /** Starting a compression and a decompression, and one byte that goes in or comes out. */
  deflate: 30_000,
  inflate: 5000,
  deflatedByte: 40,
  inflatedByte: 5,
  /** Parsing an address, and a character of it. */
  url: 700,
  urlCharacter: 9,
  /** A timer that is set or fires. */
  timer: 2000,
} as const;

/** What our own stand-ins for natives take longer than those of Node.js, in ticks (see `burden` in `counter.ts`). */
export const BURDENS = {
  /** Catching an error that a native has thrown, with the words for it. */
  caught: 15_000,
  reaction: 300,
  /** A function of `Math`. */
  math: 1500,
  date: 1600,
  log: 25_000,
  hashByte: 30,
  hash: 50_000,
  /** A byte that is hashed many times over for a key, and of the memory that scrypt goes through. */
  derivedByte: 15,
  scryptByte: 4,
  cipher: 50_000,
  cipherByte: 60,
  deflate: 150_000,
  inflate: 50_000,
  deflatedByte: 120,
  inflatedByte: 40,
  /** Turning a text into a Buffer or back, and going over the bytes of one. */
  bufferByte: 100,
  utf8Byte: 25,
  copiedByte: 4,
  url: 10_000,
  clonedObject: 1500,
  clonedInsides: 100_000,
  /** Times what is charged. */
  bigint: 5,
} as const;
