// A server of the fediverse made with Fedify, with one person. Commands come as lines of JSON on standard input, what it hears goes out likewise.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import {
  Accept, Create, Delete, Endpoints, Follow, InProcessMessageQueue, MemoryKvStore, Mention, Note, Person, PUBLIC_COLLECTION, Undo, Update,
  createFederation, generateCryptoKeyPair,
} from "@fedify/fedify";

const port = Number(process.argv[2]);
const base = `http://localhost:${port}`;
const say = (line) => console.log(JSON.stringify(line));

const federation = createFederation({ kv: new MemoryKvStore(), queue: new InProcessMessageQueue(), allowPrivateAddress: true });
const keys = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5")];

federation
  .setActorDispatcher("/users/{identifier}", async (ctx, identifier) => {
    if (identifier !== "mei") return null;
    const [pair] = await ctx.getActorKeyPairs(identifier);
    return new Person({
      id: ctx.getActorUri(identifier),
      preferredUsername: identifier,
      name: "梅",
      inbox: ctx.getInboxUri(identifier),
      endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }),
      publicKey: pair.cryptographicKey,
    });
  })
  .setKeyPairsDispatcher((_, identifier) => (identifier === "mei" ? keys : []));

const heard = (type) => async (ctx, activity) => {
  const object = await activity.getObject(ctx);
  say({
    heard: type,
    actor: activity.actorId?.href,
    object: activity.objectId?.href ?? null,
    content: object instanceof Note ? String(object.content) : null,
    inReplyTo: object instanceof Note ? (object.replyTargetId?.href ?? null) : null,
    attachments: object instanceof Note ? await names(object) : [],
  });
};
const names = async (note) => {
  const found = [];
  for await (const shown of note.getAttachments()) found.push(String(shown.name));
  return found;
};
federation
  .setInboxListeners("/users/{identifier}/inbox", "/inbox")
  .on(Accept, heard("Accept"))
  .on(Create, heard("Create"))
  .on(Update, heard("Update"))
  .on(Delete, heard("Delete"))
  .onError((_, error) => say({ error: String(error) }));

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const answer = await federation.fetch(
    new Request(new URL(request.url, base), {
      method: request.method,
      headers: request.headers,
      body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
    }),
    { contextData: undefined },
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
});

const ctx = federation.createContext(new URL(base), undefined);
const me = ctx.getActorUri("mei");
let number = 0;
const fresh = (kind) => new URL(`${base}/${kind}/${++number}`);
const send = async (to, activity) => ctx.sendActivity({ identifier: "mei" }, await ctx.lookupObject(to), activity);
const written = new Map();

const commands = {
  async follow({ actor }) {
    await send(actor, new Follow({ id: fresh("follows"), actor: me, object: new URL(actor) }));
  },
  async unfollow({ actor }) {
    await send(actor, new Undo({ id: fresh("undos"), actor: me, object: new Follow({ id: fresh("follows"), actor: me, object: new URL(actor) }) }));
  },
  async write({ actor, note, text }) {
    const id = fresh("notes");
    const said = new Note({
      id,
      attribution: me,
      content: text,
      to: PUBLIC_COLLECTION,
      cc: new URL(actor),
      replyTarget: note ? new URL(note) : null,
      tags: [new Mention({ href: new URL(actor), name: "@us" })],
          });
    written.set(id.href, said);
    await send(actor, new Create({ id: fresh("creates"), actor: me, object: said, to: PUBLIC_COLLECTION, cc: new URL(actor) }));
    say({ wrote: id.href });
  },
};
federation.setObjectDispatcher(Note, "/notes/{number}", (_, { number: n }) => written.get(`${base}/notes/${n}`) ?? null);

createInterface({ input: process.stdin }).on("line", async (line) => {
  const command = JSON.parse(line);
  try {
    await commands[command.do](command);
  } catch (error) {
    say({ error: `${command.do}: ${error}` });
  }
});
server.listen(port, "127.0.0.1", () => say({ ready: me.href }));
