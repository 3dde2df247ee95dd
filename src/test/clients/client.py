"""One deed with Mastodon.py: client.py BASE TOKEN DEED WORDS..., each percent-encoded; answers with one line of JSON."""
import json
import sys
import threading
from urllib.parse import unquote

from mastodon import Mastodon, StreamListener

base, token, deed, *words = [unquote(word) for word in sys.argv[1:]]


def client():
    return Mastodon(api_base_url=base, access_token=token, version_check_mode="none")


def say(value):
    print(json.dumps(value, default=str, ensure_ascii=False), flush=True)


def register():
    identifier, secret = Mastodon.create_app("Mastodon.py", api_base_url=base)
    url = Mastodon(client_id=identifier, client_secret=secret, api_base_url=base).auth_request_url()
    say({"id": identifier, "secret": secret, "url": url})


def redeem(identifier, secret, code):
    say({"token": Mastodon(client_id=identifier, client_secret=secret, api_base_url=base).log_in(code=code)})


def me():
    account = client().account_verify_credentials()
    say({"id": str(account["id"]), "name": account["display_name"], "title": client().instance()["title"]})


def post(text, picture):
    media = client().media_post(picture, description="路口")
    status = client().status_post(text, media_ids=[media])
    say({"id": str(status["id"]), "scheduled": status["scheduled_at"], "media": [m["description"] for m in status["media_attachments"]]})


def of(statuses):
    return [{"id": str(s["id"]), "content": s["content"], "pictures": len(s["media_attachments"])} for s in statuses]


def read(account, what):
    mine = client()
    say({
        "home": of(mine.timeline_home()),
        "open": of(mine.timeline_local()),
        "own": of(mine.account_statuses(account)),
        "found": of(mine.search_v2(what)["statuses"]),
    })


def notifications():
    say([{"id": str(n["id"]), "type": n["type"], "content": n["status"]["content"]} for n in client().notifications()])


class Aloud(StreamListener):
    def on_update(self, status):
        say({"event": "update", "id": str(status["id"])})

    def on_notification(self, notification):
        say({"event": "notification", "id": str(notification["id"]), "type": notification["type"]})

    def on_delete(self, status):
        say({"event": "delete", "id": str(status)})

    def on_status_update(self, status):
        say({"event": "status.update", "id": str(status["id"])})

    def handle_heartbeat(self):
        say({"ready": True})


def listen():
    """Says every event until its input ends."""
    handle = client().stream_user(Aloud(), run_async=True)
    say({"connected": True})
    sys.stdin.read()
    handle.close()


threading.excepthook = lambda failed: say({"error": str(failed.exc_value)})
{"register": register, "redeem": redeem, "me": me, "post": post, "read": read, "notifications": notifications, "listen": listen}[deed](*words)
