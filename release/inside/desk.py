"""Opens the desk, asks it for its first page, closes it, and says `answered`: `desk.py STORE`."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
command = [str(Path(sys.executable).with_name("kronika")), "serve", "--store", sys.argv[1], "--port", str(port)]
desk = subprocess.Popen(command)
page = b""
for _ in range(300):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            page = answer.read()
        break
    except urllib.error.URLError:
        if desk.poll() is not None:
            break
        time.sleep(0.1)
desk.send_signal(signal.SIGINT)
desk.wait(30)
print("answered" if b"</html>" in page else f"no page: {page[:200]!r}")
