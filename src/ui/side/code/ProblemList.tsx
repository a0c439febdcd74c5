import type { CompileProblem } from '../editor/problem.ts';

/** What stops a deployment, in words, each with the way to its line. */
export function ProblemList({
  problems,
  onGoTo,
}: {
  readonly problems: readonly CompileProblem[];
  readonly onGoTo: (problem: CompileProblem) => void;
}) {
  return (
    <div className="problem-list" role="status" aria-label="Problems in the code">
      {problems.slice(0, 20).map((problem) => (
        <button
          key={`${problem.file}:${problem.line}:${problem.column}:${problem.message}`}
          type="button"
          className="problem"
          onClick={() => onGoTo(problem)}
        >
          <span className="problem-mark" aria-hidden="true" />
          <span className="problem-text">{problem.message}</span>
          <span className="problem-place mono">
            {problem.file}:{problem.line}
          </span>
        </button>
      ))}
      {problems.length > 20 && <p className="code-note">and {problems.length - 20} more</p>}
    </div>
  );
}
