import { readSettings } from '../../../src/config/settings.ts';
import { createAlertsApp } from '../../../src/functions/alerts/alerts-app.ts';
import { registerAlerts } from '../../../src/functions/alerts/register-alerts.ts';
import { now } from './clock.ts';

const { KUBENET_AUDIT_ALERTS: _, ...rest } = process.env;
registerAlerts(createAlertsApp(readSettings(rest), process.env, now));
