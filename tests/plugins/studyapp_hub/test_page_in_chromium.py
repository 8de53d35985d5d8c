"""The board's page as a browser shows it: on a phone, on a desk, on a wall."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from studyapp_hub.service.board_page import POLICY, missing, page
from tests.plugins.studyapp_hub import board_samples as samples

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = (360, 768, 1920)
PAGES = {
    "/county": page(samples.county()),
    "/open": page(samples.county(closed=False, units=120)),
    "/wall": page(samples.county()._replace(wall=True)),
    "/empty": page(samples.empty()),
    "/one": page(samples.one_person()),
    "/missing": missing("没有这个范围。"),
}

MEASURING = """<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="icon" href="data:,"></head><body>
<script>
const found = [];
const wanted = %s;
let left = wanted.length;
for (const [path, width] of wanted) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `border:0;width:${width}px;height:900px`;
  frame.onload = () => {
    const shown = frame.contentDocument, root = shown.documentElement;
    for (const one of shown.querySelectorAll("details")) one.open = true;
    const out = [...shown.querySelectorAll("body *")].filter(one => {
      const box = one.getBoundingClientRect();
      return box.width > 1 && (box.right > width + 0.5 || box.left < -0.5);
    });
    const style = frame.contentWindow.getComputedStyle(shown.body);
    found.push({path, width, scroll: root.scrollWidth, rows: shown.querySelectorAll("tr").length,
      background: style.backgroundColor, out: out.map(one => one.outerHTML.slice(0, 120))});
    if (--left === 0) document.body.innerHTML = `<pre id="found"></pre>`,
      document.getElementById("found").textContent = JSON.stringify(found);
  };
  frame.src = path;
  document.body.append(frame);
}
</script></body></html>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@contextmanager
def serving(pages: dict[str, str]) -> Iterator[str]:
    """Pages on a port of their own, with the policy that the hub sends along."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if self.path != "/measuring":
                self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def browse(address: str, folder: Path, *more: str) -> tuple[str, list[str]]:
    """What the page has become, and what the browser's console says."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            *(
                CHROMIUM,
                "--headless",
                "--no-sandbox",
                "--hide-scrollbars",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
            ),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--enable-logging=stderr", f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=20000"),
            *more,
            address,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, re.findall(r"CONSOLE[^\n]*", done.stderr)


def test_nothing_hangs_over_the_edge_and_the_console_is_still(tmp_path: Path) -> None:
    wanted = [(path, width) for path in PAGES for width in WIDTHS]
    with serving({**PAGES, "/measuring": MEASURING % json.dumps(wanted)}) as server:
        text, console = browse(f"{server}/measuring", tmp_path, "--dump-dom")
    assert console == []
    measured = re.search(r'<pre id="found">(.*?)</pre>', text, re.DOTALL)
    assert measured is not None, text[:2_000]
    found = json.loads(unescape(measured[1]))
    assert sorted((one["path"], one["width"]) for one in found) == sorted(wanted)
    for one in found:
        assert one["scroll"] <= one["width"] and one["out"] == [], one
        assert one["background"] == "rgb(255, 254, 251)", "the style was not applied"
    assert {one["rows"] for one in found if one["path"] == "/open"} != {0}


def test_a_page_with_a_fault_would_be_told(tmp_path: Path) -> None:
    wide = (
        missing("没有这个范围。")
        .replace("<main>", f"<main><pre>{'宽' * 99}</pre>")
        .replace("</body>", "<script>1</script></body>")
    )
    with serving({"/wide": wide, "/measuring": MEASURING % json.dumps([("/wide", 360)])}) as server:
        text, console = browse(f"{server}/measuring", tmp_path, "--dump-dom")
    assert len(console) == 1 and "Content Security Policy" in console[0]
    measured = re.search(r'<pre id="found">(.*?)</pre>', text, re.DOTALL)
    assert measured is not None
    (found,) = json.loads(unescape(measured[1]))
    assert found["scroll"] > 360


def test_a_screenshot_is_taken(tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    with serving(PAGES) as server:
        _text, console = browse(f"{server}/county", tmp_path, f"--screenshot={picture}", "--window-size=1920,1080")
    assert console == []
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" and picture.stat().st_size > 50_000
