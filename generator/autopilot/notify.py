"""Telling systemd that the autopilot is ready, alive, or about to stop (sd_notify(3))."""

import socket
from contextlib import suppress
from typing import Protocol


class Notifier(Protocol):
    """Who wants to hear how the process is."""

    def tell(self, text: str) -> None:
        """Send lines such as `READY=1`; never fails."""
        ...


class Systemd:
    """Sends to the socket that systemd names in `NOTIFY_SOCKET`.

    Args:
        address: a path, or a name of the abstract namespace that begins with `@`; empty for none.
    """

    def __init__(self, address: str) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    def tell(self, text: str) -> None:
        """Send one datagram; a manager that is not there, or busy, is no matter of ours."""
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as outlet, suppress(OSError):
            outlet.setblocking(False)  # noqa: FBT003 - the method's only argument
            outlet.sendto(text.encode(), self._address)
