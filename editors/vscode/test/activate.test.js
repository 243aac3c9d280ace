"use strict";

const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const { makeStub, loadWith, Uri } = require("./support/vscode-stub.js");

const SOURCE = path.join(__dirname, "..", "src", "extension.js");
const BUNDLE = path.join(__dirname, "..", "dist", "extension.js");
const PM = process.env.PM_COMMAND || "pm";

function fakeClient(fails) {
  const made = [];
  class LanguageClient {
    constructor(id, name, server, options) {
      Object.assign(this, { server, options, state: "new" });
      made.push(this);
    }
    async start() {
      if (fails) throw new Error("not found");
      this.state = "running";
    }
    async stop() {
      this.state = "stopped";
    }
  }
  return { made, module: { LanguageClient, TransportKind: { stdio: 0 } } };
}

function activated(settings, fails) {
  const { vscode, seen, changed } = makeStub({ settings });
  const client = fakeClient(fails);
  const extension = loadWith(SOURCE, { vscode, "vscode-languageclient/node": client.module });
  return { extension, seen, changed, made: client.made, context: { subscriptions: [] } };
}

test("the command of the settings is started for Markdown", async () => {
  const here = activated({ "pm.path": "/opt/pm", "pm.debounce": 90, "pm.scope": "all" });
  await here.extension.activate(here.context);
  assert.equal(here.made.length, 1);
  assert.equal(here.made[0].server.command, "/opt/pm");
  assert.deepEqual(here.made[0].server.args, ["lsp"]);
  assert.equal(here.made[0].options.initializationOptions.debounce, 90);
  assert.ok(here.made[0].options.documentSelector.every((one) => one.language === "markdown"));
  await here.extension.deactivate();
  assert.equal(here.made[0].state, "stopped");
});

test("a command that cannot be started is explained, not thrown", async () => {
  const here = activated({}, true);
  await here.extension.activate(here.context);
  assert.match(here.seen.errors[0], /pip install "pmtool\[lsp\]"/);
});

test("the restart command and a new path start a new server", async () => {
  const here = activated({});
  await here.extension.activate(here.context);
  await here.seen.commands["pm.restart"]();
  assert.deepEqual(here.made.map((one) => one.state), ["stopped", "running"]);
  here.changed.fire({ affectsConfiguration: (name) => name === "pm.path" });
  await new Promise(setImmediate);
  assert.equal(here.made.length, 3);
});

test("the manifest names what the code registers", () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "package.json"), "utf8"));
  assert.deepEqual(manifest.contributes.commands.map((one) => one.command), ["pm.restart"]);
  const source = fs.readFileSync(SOURCE, "utf8");
  for (const name of Object.keys(manifest.contributes.configuration.properties)) {
    assert.ok(source.includes(`given.get("${name.replace("pm.", "")}")`), name);
  }
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ["pm.path"]);
});

test("the bundle talks to a real server", async (context) => {
  try {
    execFileSync(PM, ["lsp", "--help"], { stdio: "ignore" });
  } catch {
    return context.skip("pm is not on the path; name it in PM_COMMAND");
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pm-vscode-"));
  const file = path.join(folder, "postmortems", "2026-03-02-x.md");
  fs.mkdirSync(path.dirname(file));
  fs.writeFileSync(path.join(folder, "pm.toml"), "");
  const text = "---\ntitle: T\nstatus: draft\n---\n\n<!-- pm:ignore blame -->\nText.\n";
  fs.writeFileSync(file, text);
  const document = { uri: Uri.file(file), languageId: "markdown", version: 1, isClosed: false, getText: () => text };
  const { vscode, seen } = makeStub({ settings: { "pm.path": PM, "pm.debounce": 0 }, documents: [document], folders: [folder] });
  const extension = loadWith(BUNDLE, { vscode });
  const published = new Promise((resolve, reject) => {
    seen.published.event(({ uri, found }) => uri === document.uri.toString() && found.length && resolve(found));
    setTimeout(() => reject(new Error("no diagnostics")), 20000).unref();
  });
  await extension.activate({ subscriptions: [] });
  assert.deepEqual(seen.errors, []);
  const found = await published;
  assert.ok(found.some((one) => one.message.includes("say why 'blame' is ignored here")));
  await extension.deactivate();
  fs.rmSync(folder, { recursive: true });
});
