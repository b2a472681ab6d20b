import { readSettings } from '../config/settings.ts';
import { createFunctionsApp } from './app-services.ts';
import { createAuditEngine } from './engine.ts';
import { registerFunctions } from './register-functions.ts';

/** The entry point of the Functions app: what is registered while this loads is the app. */
const settings = readSettings(process.env);
registerFunctions(createFunctionsApp(settings, () => createAuditEngine(settings.audit)));
