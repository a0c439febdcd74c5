import type { ReactNode } from 'react';
import { Field } from './Field.tsx';
import { useDraft } from './useDraft.ts';

export interface TextFieldProps {
  readonly label: ReactNode;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly aside?: ReactNode;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly mono?: boolean;
  /** More than one line: how many are shown. */
  readonly rows?: number;
  readonly disabled?: boolean;
  /** Says why a text cannot be taken, or null. */
  readonly check?: (text: string) => string | null;
  /** Called with a text that `check` accepts, on Enter (one line) and on blur. */
  readonly onChange: (value: string) => void;
}

/** A text that is given as a whole when the field is left. */
export function TextField({ label, value, hint, aside, check, mono, rows, onChange, ...rest }: TextFieldProps) {
  const draft = useDraft(value, (text) => {
    if (!check?.(text)) onChange(text);
  });
  const problem = draft.editing ? (check?.(draft.text) ?? null) : null;
  return (
    <Field label={label} hint={hint} aside={aside} problem={problem}>
      {(wiring) => {
        const shared = {
          ...wiring,
          ...rest,
          className: `input ${mono ? 'mono' : ''}`,
          value: draft.text,
          autoComplete: 'off',
          spellCheck: false,
          onBlur: draft.settle,
          onKeyDown: draft.onKeyDown,
        };
        return rows === undefined ? (
          <input {...shared} onChange={(event) => draft.setText(event.target.value)} />
        ) : (
          <textarea {...shared} rows={rows} onChange={(event) => draft.setText(event.target.value)} />
        );
      }}
    </Field>
  );
}
