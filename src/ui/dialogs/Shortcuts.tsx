import { setUi } from '../../app/uiStore.ts';
import { Button } from '../controls/Button.tsx';
import { Kbd } from '../controls/Kbd.tsx';
import { SHORTCUT_GROUPS } from '../shell/shortcuts.ts';

/** All keys there are, and the way to what is modelled. */
export function Shortcuts() {
  return (
    <>
      <div className="shortcut-groups">
        {SHORTCUT_GROUPS.map(({ title, shortcuts }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {shortcuts.map(({ keys, does }) => (
                <div key={does}>
                  <dt>
                    {keys.map((one) => (
                      <Kbd key={one} keys={one} />
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-foot">
        <span className="dialog-quiet">Unofficial, not affiliated with AWS.</span>
        <Button onClick={() => setUi({ dialog: 'about' })}>What is modelled</Button>
      </div>
    </>
  );
}
