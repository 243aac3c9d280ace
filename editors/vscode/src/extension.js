// Starts `pm lsp` and connects it to the editor; everything else is the server's.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

function settings() {
  const given = vscode.workspace.getConfiguration("pm");
  return {
    path: given.get("path") || "pm",
    options: {
      scope: given.get("scope"),
      debounce: given.get("debounce"),
      docsUrl: given.get("docsUrl"),
    },
  };
}

function makeClient() {
  const { path, options } = settings();
  const server = { command: path, args: ["lsp"], transport: TransportKind.stdio };
  return new LanguageClient("pm", "pm", server, {
    documentSelector: [
      { scheme: "file", language: "markdown" },
      { scheme: "untitled", language: "markdown" },
    ],
    initializationOptions: options,
    // Changed settings reach the server without a restart.
    synchronize: { configurationSection: "pm" },
  });
}

async function start() {
  client = makeClient();
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const path = settings().path;
    const why = error instanceof Error ? error.message : String(error);
    vscode.window.showErrorMessage(
      `pm: '${path} lsp' could not be started (${why}). ` +
        'Install it with pip install "pmtool[lsp]", or name the command in the setting pm.path.',
    );
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("pm.restart", async () => {
      await stop();
      await start();
    }),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("pm.path")) {
        await stop();
        await start();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
