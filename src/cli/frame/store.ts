import { FileStore } from '../../stores/file.js';
import { sessionsFolder } from '../config/folders.js';

/** Where sessions and devices are kept: in the person's own folder. */
export const sessionStore = (): FileStore => new FileStore({ directory: sessionsFolder() });
