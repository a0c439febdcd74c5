import { Check, Copy, Download, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { saveFile, shareLink } from '../../app/openActions.ts';
import { Button } from '../controls/Button.tsx';

type Shared = Awaited<ReturnType<typeof shareLink>>;

/** Makes the link, copies it and says so; the link stays visible for copying by hand. */
export function ShareDialog() {
  const [shared, setShared] = useState<Shared | null>(null);
  const share = () => void shareLink().then(setShared);
  useEffect(share, []);
  return (
    <div className="share">
      <p>
        The link holds the whole scenario: drawing, settings, code, seed and duration. Whoever opens it finds it paused.
      </p>
      <div className="share-row">
        <input
          className="input mono"
          aria-label="Link"
          readOnly
          value={shared?.url ?? 'Making the link …'}
          onFocus={(event) => event.target.select()}
        />
        <Button variant="primary" onClick={share} disabled={shared === null} className="share-copy">
          {shared?.copied ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
          {shared?.copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p role="status" className="share-status">
        {shared === null
          ? ''
          : shared.copied
            ? 'Copied to the clipboard.'
            : 'This browser did not allow copying; select the link and copy it.'}
        {shared !== null && <span className="numbers"> {shared.url.length.toLocaleString('en-US')} characters.</span>}
      </p>
      {shared?.warning && (
        <p className="share-warning">
          <TriangleAlert size={16} aria-hidden="true" />
          <span>{shared.warning}</span>
        </p>
      )}
      <div className="dialog-foot">
        <span className="dialog-quiet">The part behind the # never reaches a server.</span>
        <Button onClick={saveFile}>
          <Download size={15} aria-hidden="true" />
          Save as a file
        </Button>
      </div>
    </div>
  );
}
