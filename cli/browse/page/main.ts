import './page.css';
import { startActing } from './act';
import { startAsking } from './ask';
import { startCopying } from './copy';
import { startDrawer } from './drawer';
import { startKeys } from './keys';
import { startMenus } from './menus';
import { loadParts, startParts } from './parts';
import { startPictures } from './picture';
import { startVisits } from './visit';

// Everything listens on the document, because a visit replaces the body.
startVisits();
startParts();
startDrawer();
startAsking();
startKeys();
startMenus();
startCopying();
startPictures();
startActing();
loadParts();
