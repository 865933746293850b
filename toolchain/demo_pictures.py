"""The demo's pictures as rows of C++: CH_PICTURE(name, hash, size, bytes)."""

import hashlib
import pathlib
import sys

folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
rows = []
for picture in sorted(folder.glob("*.png")):
    content = picture.read_bytes()
    lines = "\n".join(f'"{"".join(f"{chr(92)}x{byte:02x}" for byte in content[at : at + 32])}"' for at in range(0, len(content), 32))
    rows.append(f'CH_PICTURE("{picture.stem}", "{hashlib.sha256(content).hexdigest()}", {len(content)}, {lines})\n')
out.write_text("".join(rows), encoding="utf-8")
