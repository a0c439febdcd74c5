import { setUi } from '../../app/uiStore.ts';
import { Button } from '../controls/Button.tsx';
import { Kbd } from '../controls/Kbd.tsx';
import { SHORTCUT_GROUPS, TOUCH_HELP } from '../shell/shortcuts.ts';

/** A screen without a mouse, or one too small for keys to be likely. */
const isTouch = (): boolean => window.matchMedia('(pointer: coarse), (max-width: 719px)').matches;

/** What fingers and keys do, and the way to what is modelled. */
export function Shortcuts() {
  return (
    <>
      <div className="shortcut-groups">
        {isTouch() && (
          <section>
            <h3>Touch</h3>
            <dl>
              {TOUCH_HELP.map(({ gesture, does }) => (
                <div key={gesture}>
                  <dt>{gesture}</dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
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
