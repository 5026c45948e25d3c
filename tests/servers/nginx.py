"""A real nginx that serves one folder, with nothing of the machine's own configuration."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.running import HOST, program, running

CONFIG = """
daemon off;
master_process off;
worker_processes 1;
error_log stderr;
pid {folder}/nginx.pid;
events {{ worker_connections 64; }}
http {{
  access_log off;
  default_type application/octet-stream;
  types {{
    text/html html; text/css css; application/xml xml; application/json json;
  }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen {host}:{port};
    root {root};
    location ~ /\\. {{ return 404; }}
  }}
}}
"""


@contextmanager
def nginx(folder: Path, root: Path) -> Iterator[str]:
    """Serve `root` while the block runs; gives its address, without a slash at the end.

    Args:
        folder: a folder for its configuration and its log.
        root: what is served, a link or a folder; it may come into being later.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "nginx.conf"
    server = program("nginx")

    def command(port: int) -> tuple[str, ...]:
        config.write_text(CONFIG.format(folder=folder, host=HOST, port=port, root=root))
        return (server, "-e", "stderr", "-p", str(folder), "-c", str(config))

    with running(command, folder / "nginx.log") as port:
        yield f"http://{HOST}:{port}"
