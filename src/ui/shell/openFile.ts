import { openText } from '../../app/openActions.ts';

/** Lets the user choose a scenario file and opens it. */
export function chooseFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  input.addEventListener('change', () => void readFiles(input.files));
  input.click();
}

/** Opens the first of the files; what cannot be read is explained by `openText`. */
export async function readFiles(files: FileList | null): Promise<void> {
  const file = files?.[0];
  if (file) openText(await file.text(), file.name);
}
