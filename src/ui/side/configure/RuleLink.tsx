import type { Field } from '../../../app/settings.ts';
import { Badge } from '../../controls/Badge.tsx';
import { Tooltip } from '../../controls/Tooltip.tsx';

/** The rule behind a setting and the page of AWS that documents it; an assumption of the model says so instead. */
export function RuleLink({ field, isAssumed = false }: { readonly field: Field; readonly isAssumed?: boolean }) {
  if (isAssumed) return <AssumedBadge />;
  if (field.rule === undefined) return null;
  const [address, month] = (field.source ?? '').split(' (');
  if (!address) return <span className="rule-link mono">{field.rule}</span>;
  return (
    <Tooltip
      text={
        <>
          AWS documentation, read in {month?.replace(')', '')}. Rule {field.rule}.
        </>
      }
    >
      <a className="rule-link mono" href={address} target="_blank" rel="noreferrer">
        {field.rule}
        <span aria-hidden="true"> ↗</span>
        <span className="visually-hidden"> (AWS documentation, opens a new tab)</span>
      </a>
    </Tooltip>
  );
}

/** AWS publishes no figure; the model chose one. */
export function AssumedBadge() {
  return (
    <Tooltip text="AWS documents no value for this. It is an assumption of the model, and you can change it.">
      <button type="button" className="badge-button">
        <Badge tone="waiting">assumed</Badge>
      </button>
    </Tooltip>
  );
}
