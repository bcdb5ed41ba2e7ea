"""The server to measure. Prints its port and serves until it is stopped."""

import sys
from pathlib import Path

from waitress import create_server

from tests.bench.site import application, settings_in

if __name__ == "__main__":
    server = create_server(application(settings_in(Path(sys.argv[1]))), host="127.0.0.1", port=0, threads=8)
    print(server.effective_port, flush=True)
    server.run()
