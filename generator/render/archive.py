"""Files to be handed out together: a zip with their checksums, the same bytes every time."""

import hashlib
import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SUMS = "SHA256SUMS"

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows (APPNOTE.TXT 6.3.10, section 4.4.6)
_MODE = 0o100644 << 16  # an ordinary file that everybody may read
_UNIX = 3  # "version made by" (section 4.4.2), so that the mode counts


def sums(files: Mapping[str, bytes]) -> bytes:
    """Checksums of files as `sha256sum -c` reads them (GNU coreutils), in order of their names."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """A zip of files and their checksums in a folder; no clock and no system shows in it."""
    stream = io.BytesIO()
    everything = {**files, SUMS: sums(files)}
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name in sorted(everything):
            member = ZipInfo(f"{folder}/{name}", _DAY)
            member.compress_type = ZIP_DEFLATED
            member.create_system = _UNIX
            member.external_attr = _MODE
            archive.writestr(member, everything[name])
    return stream.getvalue()
