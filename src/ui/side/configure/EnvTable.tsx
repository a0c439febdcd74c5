import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { envProblem, type Field } from '../../../app/settings.ts';
import { Button } from '../../controls/Button.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import { RuleLink } from './RuleLink.tsx';

interface Row {
  readonly key: number;
  readonly name: string;
  readonly value: string;
}

/** Environment variables as a table; a row reaches the document when it is left and everything in it can be. */
export function EnvTable(props: {
  readonly env: Readonly<Record<string, string>>;
  readonly field: Field | undefined;
  readonly warnings: readonly string[];
  readonly onGive: (env: Readonly<Record<string, string>>) => string | null;
}) {
  const { env, field, onGive } = props;
  // Rows being typed; null: the table shows the document.
  const [draft, setDraft] = useState<readonly Row[] | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const rows = draft ?? Object.entries(env).map(([name, value], key) => ({ key, name, value }));

  const settle = (next: readonly Row[]) => {
    const filled = next.filter(({ name, value }) => name !== '' || value !== '');
    const problem = problemOf(filled) ?? onGive(Object.fromEntries(filled.map(({ name, value }) => [name, value])));
    setRefused(problem);
    setDraft(problem === null ? null : next);
  };
  const change = (key: number, part: Partial<Row>) =>
    setDraft(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));

  return (
    <div className="setting">
      <h2>Environment variables {field && <RuleLink field={field} />}</h2>
      {rows.length > 0 && (
        <table className="env-table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
              <th>
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody
            onBlur={(event) => {
              if (draft && !event.currentTarget.contains(event.relatedTarget)) settle(rows);
            }}
          >
            {rows.map((row) => (
              <tr key={row.key}>
                {(['name', 'value'] as const).map((part) => (
                  <td key={part}>
                    <input
                      className="input mono"
                      aria-label={part === 'name' ? 'Name' : `Value of ${row.name || 'the new variable'}`}
                      value={row[part]}
                      spellCheck={false}
                      autoComplete="off"
                      onChange={(event) => change(row.key, { [part]: event.target.value })}
                      onKeyDown={(event) => {
                        if (event.key === 'Enter') settle(rows);
                        if (event.key === 'Escape') {
                          setDraft(null);
                          setRefused(null);
                        }
                      }}
                    />
                  </td>
                ))}
                <td>
                  <IconButton
                    label={`Remove ${row.name || 'this row'}`}
                    size="s"
                    onClick={() => settle(rows.filter(({ key }) => key !== row.key))}
                  >
                    <X size={14} aria-hidden="true" />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {refused && (
        <p className="setting-refused" role="alert">
          {refused}
        </p>
      )}
      <div className="env-foot">
        <Button
          size="s"
          onClick={() =>
            setDraft([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, name: '', value: '' }])
          }
        >
          <Plus size={14} aria-hidden="true" /> Add a variable
        </Button>
        <p className="field-hint">{field?.description}</p>
      </div>
    </div>
  );
}

function problemOf(rows: readonly Row[]): string | null {
  const names = rows.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return `There are two variables called ${twice}.`;
  for (const { name, value } of rows) {
    const problem = envProblem(name, value);
    if (problem) return name === '' ? problem : `${name}: ${problem}`;
  }
  return null;
}
