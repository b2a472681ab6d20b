import '../config/small-heap.ts';
import { scheduleNotices } from '../config/schedule-notices.ts';
import { readSettings } from '../config/settings.ts';
import { createAlertsApp } from './alerts/alerts-app.ts';
import { registerAlerts } from './alerts/register-alerts.ts';
import { runAlerts } from './alerts/run-alerts.ts';
import { createFunctionsApp } from './app-services.ts';
import { createAppEngine } from './engine.ts';
import { registerFunctions } from './register-functions.ts';

/** The entry point of the Functions app: what is registered while this loads is the app. */
const settings = readSettings(process.env);
const now = () => new Date();
for (const notice of scheduleNotices(process.env, now())) process.stderr.write(`${notice}\n`);
const alerts = createAlertsApp(settings, process.env, now);
registerFunctions(
  createFunctionsApp(settings, (parts) => createAppEngine(settings.audit, parts), now, runAlerts(alerts)),
);
registerAlerts(alerts);
