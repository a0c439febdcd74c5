import { type ReactNode, useId } from 'react';
import './controls.css';

/** What a field's control must carry to be announced with its label, hint and problem. */
export interface FieldWiring {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

export interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Why the present text cannot be taken, in words a learner understands. */
  readonly problem?: string | null | undefined;
  /** Stands at the end of the label's row, e.g. a badge or a link. */
  readonly aside?: ReactNode;
  readonly children: (wiring: FieldWiring) => ReactNode;
}

/** A label above a control, a hint below it, and the problem in place of the hint. */
export function Field({ label, hint, problem, aside, children }: FieldProps) {
  const id = useId();
  const below = problem ?? hint;
  const wiring: FieldWiring = {
    id,
    'aria-describedby': below ? `${id}-below` : undefined,
    'aria-invalid': problem ? true : undefined,
  };
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      {children(wiring)}
      {below && (
        <div id={`${id}-below`} className={problem ? 'field-problem' : 'field-hint'}>
          {below}
        </div>
      )}
    </div>
  );
}
