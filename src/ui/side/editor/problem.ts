/** A mistake that stops a deployment, as the compiler reports it. Lines and columns count from 1. */
export interface CompileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
