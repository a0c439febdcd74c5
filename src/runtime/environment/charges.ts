/**
 * Modelled costs of what is not counted in user code, in ticks (10 ns at a full vCPU, see `src/runtime/cpuModel.ts`).
 * Chosen so that common handlers take about as long as they do on Lambda.
 */
export const CHARGES = {
  /** Taking an event and posting the answer, in the runtime's own code. */
  invoke: 4_000,
  /** One console call: formatting and writing. */
  log: 1_200,
  /** Each character of a log line. */
  logCharacter: 1,
  /** Parsing and compiling one character of source when a module is loaded. */
  sourceCharacter: 4,
  /** Resolving and loading one module. */
  module: 3_000,
  /** Loading a simulated package of the AWS SDK: 60 ms. */
  sdkPackage: 6_000_000,
  /** Making a request with the SDK: signing, serialising. */
  sdkCall: 30_000,
  /** One character that JSON parses or writes. */
  jsonCharacter: 2,
  /** Elements or characters that a native goes over in one tick: 2.5 ns each. */
  elementsPerTick: 4,
  /** A character that a regular expression looks at, in characters gone over. */
  patternCharacter: 4,
  /** Writing a number or a date for people: 10 µs. */
  localeText: 1_000,
  /** Making something that does: 30 µs. */
  localeFormat: 3_000,
  /** Comparing two short texts as people sort them. */
  localeCompare: 10,
  /** A key or value of an object that is listed, in an object with many. */
  listedKey: 10,
  /** The same for a pair of both. */
  listedEntry: 40,
  /** One promise reaction. */
  reaction: 80,
  /** One comparison of a sort, the comparator not counted. */
  compare: 10,
  /** One byte that is hashed. */
  hashByte: 1,
  /** A timer that is set or fires. */
  timer: 200,
} as const;
