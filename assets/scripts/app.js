// Everything here is an addition: each page works without it.
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, createAll } from 'govuk-frontend'
import { Autosave, clearDrafts } from './autosave.js'
import { choose } from './choose.js'
import { copyLink } from './copy-link.js'
import { MoneyGrid } from './money-grid.js'
import { picked } from './picked.js'
import { Progress } from './progress.js'
import { SessionWarning } from './session-warning.js'

const OURS = {
  '[data-module=app-money-grid]': element => new MoneyGrid(element),
  'form[data-autosave]': element => new Autosave(element),
  'select[data-module=app-choose]': choose,
  'form[data-module=app-picked]': picked,
  'dialog[data-module=app-session-warning]': element => new SessionWarning(element),
  '[data-module=app-progress]': element => new Progress(element),
  'button[data-copy-link]': copyLink
}

for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) {
  createAll(component)
}
for (const [selector, start] of Object.entries(OURS)) document.querySelectorAll(selector).forEach(start)
document.querySelector('form[data-sign-out]')?.addEventListener('submit', clearDrafts)
