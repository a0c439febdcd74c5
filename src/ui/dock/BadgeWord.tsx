import { Tooltip } from '../controls/Tooltip.tsx';

type BadgeName = 'doc' | 'meas' | 'class' | 'assumed';

const WORDS: Readonly<Record<BadgeName, readonly [word: string, meaning: string]>> = {
  doc: ['documented', 'AWS documents this.'],
  meas: ['measured', 'Recorded or measured on AWS.'],
  class: ['our default', 'A default of the playground, chosen for teaching.'],
  assumed: ['assumed', 'AWS does not say; the playground chose.'],
};

/** How sure a statement is, and what that word means. */
export function BadgeWord({ badge }: { readonly badge: BadgeName }) {
  const [word, meaning] = WORDS[badge];
  return (
    <Tooltip text={meaning}>
      <span className="badge" data-badge={badge}>
        {word}
      </span>
    </Tooltip>
  );
}
