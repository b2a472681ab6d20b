import { settingsPage } from './generate/settings-page.ts';
import { writeOrCheck } from './generate/write-or-check.ts';

/** Writes the settings page from the lists of settings; with `--check`, fails where it differs from them. */
await writeOrCheck({ 'docs/settings.md': settingsPage() }, 'node scripts/generate-settings-docs.ts');
