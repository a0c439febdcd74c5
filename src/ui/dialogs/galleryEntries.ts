import { examples } from '../../app/gallery.ts';

/** The examples as the gallery and the commands list them. */
export const galleryEntries = () => examples;
