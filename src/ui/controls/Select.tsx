import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Field } from './Field.tsx';

export interface SelectProps<T extends string> {
  readonly label: ReactNode;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly hint?: ReactNode;
  readonly aside?: ReactNode;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** A choice from a short list: the browser's own control, which every device knows how to open. */
export function Select<T extends string>({ label, value, options, hint, aside, disabled, onChange }: SelectProps<T>) {
  return (
    <Field label={label} hint={hint} aside={aside}>
      {(wiring) => (
        <SelectBox
          {...wiring}
          value={value}
          disabled={disabled}
          // Options hold values of T only.
          onChange={(event) => onChange(event.target.value as T)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </SelectBox>
      )}
    </Field>
  );
}

/** The bare control, for places with a label of their own (give it an `aria-label`). */
export function SelectBox(props: React.ComponentProps<'select'>) {
  return (
    <div className="select-box">
      <select {...props} className={`input ${props.className ?? ''}`} />
      <ChevronDown size={14} aria-hidden="true" />
    </div>
  );
}
