"""A server of ours, and a proxy before it that keeps every request and its answer."""

import http.client
import http.server
import json
import pathlib
import re
import signal
import subprocess
import threading
import time
import urllib.parse
import urllib.request


NOT_CARRIED_OUT = json.dumps({
    "errors": [{"message": "recorded", "long_message": "The request was recorded.", "code": "not_implemented"}],
    "clerk_trace_id": "0" * 32,
}).encode()


class Seen:
    """One request as it arrived, and how it was answered."""

    def __init__(self, method, target, headers, body):
        self.method = method
        address = urllib.parse.urlsplit(target)
        self.path = address.path
        self.query = sorted(urllib.parse.parse_qsl(address.query, keep_blank_values=True))
        self.headers = headers
        self.body = body
        self.status = None
        self.answer = None


class Recorder:
    def __init__(self, upstream):
        self.upstream = urllib.parse.urlsplit(upstream)
        self.seen = []
        # Where not, every request is answered 501: an example that were carried out would be refused the second time.
        self.forwards = True
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                if self.headers.get("Transfer-Encoding") == "chunked":
                    body = self.read_chunks()
                seen = Seen(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                recorder.seen.append(seen)
                if not recorder.forwards:
                    seen.status, seen.answer = 501, NOT_CARRIED_OUT
                    return self.reply(501, [("Content-Type", "application/json")], NOT_CARRIED_OUT)
                upstream = http.client.HTTPConnection(recorder.upstream.hostname, recorder.upstream.port, timeout=60)
                hops = ("host", "connection", "transfer-encoding", "content-length", "accept-encoding")
                headers = {name: value for name, value in seen.headers.items() if name not in hops}
                upstream.request(self.command, self.path, body or None, headers)
                answer = upstream.getresponse()
                content = answer.read()
                upstream.close()
                seen.status, seen.answer = answer.status, content
                return self.reply(answer.status, answer.getheaders(), content)

            def reply(self, status, headers, content):
                self.send_response(status)
                for name, value in headers:
                    if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def read_chunks(self):
                body = b""
                while True:
                    size = int(self.rfile.readline().split(b";")[0], 16)
                    body += self.rfile.read(size)
                    self.rfile.readline()
                    if size == 0:
                        return body

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = forward

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self):
        """What arrived since the last time."""
        seen, self.seen = self.seen, []
        return seen


class Server:
    """`frontdesk serve` on a database of its own."""

    def __init__(self, frontdesk, folder):
        env_file = folder / "keys.env"
        log = folder / "server.log"
        command = [frontdesk, "serve", "--listen", "127.0.0.1:0", "--database", f"sqlite:{folder / 'frontdesk.db'}",
                   "--env-file", str(env_file), "--log", "warn"]
        with open(log, "wb") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 60
        found = None
        while not found and time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"(http://127\.0\.0\.1:\d+)", pathlib.Path(log).read_text(errors="replace"))
            time.sleep(0.02)
        if not found:
            raise RuntimeError(f"the server did not start:\n{pathlib.Path(log).read_text(errors='replace')}")
        self.url = found.group(1)
        lines = (line.split("=", 1) for line in env_file.read_text().splitlines() if "=" in line)
        self.key = {name: value.strip('"') for name, value in lines}["CLERK_SECRET_KEY"]

    def call(self, method, path, body=None):
        request = urllib.request.Request(f"{self.url}/v1{path}", method=method,
                                         data=None if body is None else json.dumps(body).encode())
        request.add_header("Authorization", f"Bearer {self.key}")
        request.add_header("Content-Type", "application/json")
        request.add_header("Clerk-API-Version", "2026-05-12")
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)
