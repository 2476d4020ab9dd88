import { createApp } from "../vendor/vue.js";
import AppShell from "./app-shell.js";
import { followAddress } from "./router.js";
import { listenForShortcuts } from "./shortcuts.js";
import { Application, provideApplication } from "./state/application.js";

const application = new Application(window);
followAddress(window);
listenForShortcuts(window);
const app = createApp(AppShell);
provideApplication(app, application);
app.mount("#app");
application.start();
