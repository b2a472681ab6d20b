import { chartStyles } from './styles/charts.ts';
import { clusterStyles } from './styles/cluster.ts';
import { colourStyles } from './styles/colours.ts';
import { firstScreenStyles } from './styles/first-screen.ts';
import { narrowStyles, printStyles } from './styles/media.ts';
import { planStyles } from './styles/plan.ts';
import { tableStyles } from './styles/table.ts';
import { textStyles } from './styles/text.ts';

export const styles = `${colourStyles}${textStyles}${firstScreenStyles}${chartStyles}${tableStyles}${clusterStyles}${planStyles}${narrowStyles}${printStyles}`;
