import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { newLayer, scenarioFields } from '../../../app/settings.ts';
import type { Layer, SourceFile } from '../../../scenario/schema.ts';
import { Button } from '../../controls/Button.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import { TextField } from '../../controls/TextField.tsx';
import { RuleLink } from './RuleLink.tsx';
import { capitalised } from './SettingField.tsx';

/** The layers of the scenario with their files; every edit gives the whole list. */
export function LayersForm(props: {
  readonly layers: readonly Layer[];
  readonly onGive: (layers: Layer[]) => string | null;
}) {
  const { layers, onGive } = props;
  const [refused, setRefused] = useState<string | null>(null);
  const field = scenarioFields.layers;
  const give = (next: readonly Layer[]) => setRefused(onGive([...next]));
  const change = (place: number, part: Partial<Layer>) =>
    give(layers.map((layer, i) => (i === place ? { ...layer, ...part } : layer)));
  return (
    <section className="form-group" aria-label={capitalised(field.title)}>
      <h2>
        {capitalised(field.title)} <RuleLink field={field} />
      </h2>
      {layers.map((layer, i) => (
        <div key={layer.name} className="part">
          <div className="env-foot">
            <TextField
              label={`Name of layer ${i + 1}`}
              mono
              value={layer.name}
              onChange={(name) => change(i, { name })}
            />
            <IconButton
              label={`Remove the layer ${layer.name}`}
              size="s"
              onClick={() => give(layers.filter((one) => one !== layer))}
            >
              <X size={14} aria-hidden="true" />
            </IconButton>
          </div>
          <LayerFiles layer={layer} onGive={(files) => change(i, { files })} />
        </div>
      ))}
      {refused && (
        <p className="setting-refused" role="alert">
          {refused}
        </p>
      )}
      <div className="env-foot">
        <Button size="s" onClick={() => give([...layers, newLayer(layers)])}>
          <Plus size={14} aria-hidden="true" /> Add a layer
        </Button>
        <p className="field-hint">{field.description} A function takes them in its settings.</p>
      </div>
    </section>
  );
}

function LayerFiles({ layer, onGive }: { readonly layer: Layer; readonly onGive: (files: SourceFile[]) => void }) {
  const { files } = layer;
  const change = (place: number, part: Partial<SourceFile>) =>
    onGive(files.map((file, i) => (i === place ? { ...file, ...part } : file)));
  return (
    <>
      {files.map((file, i) => (
        <div key={file.path} className="setting">
          <TextField
            label={`Path of file ${i + 1} of ${layer.name} below /opt`}
            mono
            value={file.path}
            onChange={(path) => change(i, { path })}
          />
          <TextField
            label={`Text of ${file.path}`}
            mono
            rows={4}
            value={file.text}
            onChange={(text) => change(i, { text })}
          />
          {files.length > 1 && (
            <IconButton
              label={`Remove ${file.path}`}
              size="s"
              onClick={() => onGive(files.filter((one) => one !== file))}
            >
              <X size={14} aria-hidden="true" />
            </IconButton>
          )}
        </div>
      ))}
      <Button size="s" variant="ghost" onClick={() => onGive([...files, { path: freePath(files), text: '' }])}>
        <Plus size={14} aria-hidden="true" /> Add a file to {layer.name}
      </Button>
    </>
  );
}

function freePath(files: readonly SourceFile[]): string {
  const taken = files.map(({ path }) => path);
  let path = 'file.txt';
  for (let n = 2; taken.includes(path); n++) path = `file-${n}.txt`;
  return path;
}
