import type { ReactNode } from 'react';
import { Field } from './Field.tsx';
import { formatNumber, type NumberRange, readNumber } from './numberText.ts';
import { useDraft } from './useDraft.ts';

export interface NumberFieldProps extends NumberRange {
  readonly label: ReactNode;
  readonly value: number | null;
  /** What AWS (or the model) takes when nothing is said; null means "none". */
  readonly default?: number | null;
  /** Such as `MB` or `s`; shown inside the field. */
  readonly unit?: string;
  readonly step?: number;
  /** A sentence before the range. */
  readonly hint?: ReactNode;
  /** The word for an empty nullable field, e.g. `none`. */
  readonly placeholder?: string;
  readonly aside?: ReactNode;
  readonly disabled?: boolean;
  readonly onChange: (value: number | null) => void;
}

/**
 * A number with its range, unit and default written below it. Gives its value on Enter, on blur and on arrow up and down
 * (Shift: ten steps); a text that cannot be taken is explained and never given.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, unit = '', step = 1, min, max, placeholder, aside, disabled, onChange } = props;
  const shown = value === null ? '' : String(value);
  const draft = useDraft(shown, (text) => {
    const read = readNumber(text, props);
    if (read.kind === 'value' && read.value !== value) onChange(read.value);
  });
  const read = readNumber(draft.text, props);
  const nudge = (by: number) => {
    const from = read.kind === 'value' ? (read.value ?? min) : (value ?? min);
    const next = Math.min(max, Math.max(min, Number((from + by).toPrecision(12))));
    draft.setText(null);
    if (next !== value) onChange(next);
  };
  return (
    <Field
      label={label}
      aside={aside}
      problem={draft.editing && read.kind === 'problem' ? read.text : null}
      hint={<Range {...props} />}
    >
      {(wiring) => (
        // React's types know no custom properties; the style sheet makes room for the unit by this one.
        <div className="input-with-unit" style={{ ['--unit-width' as string]: `${unit.length}ch` }}>
          <input
            {...wiring}
            className="input"
            inputMode={props.integer ? 'numeric' : 'decimal'}
            autoComplete="off"
            value={draft.text}
            placeholder={placeholder}
            disabled={disabled}
            onChange={(event) => draft.setText(event.target.value)}
            onBlur={draft.settle}
            onKeyDown={(event) => {
              if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
                event.preventDefault();
                nudge((event.key === 'ArrowUp' ? step : -step) * (event.shiftKey ? 10 : 1));
              } else draft.onKeyDown(event);
            }}
          />
          {unit !== '' && (
            <span className="input-unit" aria-hidden="true">
              {unit}
            </span>
          )}
        </div>
      )}
    </Field>
  );
}

function Range({ min, max, unit = '', hint, value, onChange, disabled, ...rest }: NumberFieldProps) {
  const byDefault = rest.default;
  const word =
    byDefault === null ? (rest.placeholder ?? 'none') : byDefault === undefined ? '' : formatNumber(byDefault);
  return (
    <>
      {hint !== undefined && <>{hint} </>}
      <span className="numbers">
        {formatNumber(min)}–{formatNumber(max)}
        {unit !== '' && ` ${unit}`}
      </span>
      {byDefault !== undefined &&
        (byDefault === value || disabled ? (
          ` · default ${word}`
        ) : (
          <>
            {' · '}
            <button type="button" className="field-default" onClick={() => onChange(byDefault)}>
              back to {word}
            </button>
          </>
        ))}
    </>
  );
}
