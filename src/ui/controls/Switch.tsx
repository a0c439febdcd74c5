import { Switch as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import './controls.css';

export interface SwitchProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** On or off, taking effect at once. */
export function Switch({ label, checked, hint, disabled, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="field">
      <div className="switch-row">
        <Radix.Root
          id={id}
          className="switch"
          checked={checked}
          disabled={disabled}
          onCheckedChange={onChange}
          aria-describedby={hint ? `${id}-hint` : undefined}
        >
          <Radix.Thumb className="switch-thumb" />
        </Radix.Root>
        <label htmlFor={id}>{label}</label>
      </div>
      {hint && (
        <div id={`${id}-hint`} className="field-hint">
          {hint}
        </div>
      )}
    </div>
  );
}
