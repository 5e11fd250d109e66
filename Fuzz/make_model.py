#!/usr/bin/env python3
"""Writes the seeds of the reader of models as binary glTF (.glb) into the folder that is named: each
.gltf of Seeds/glb-binary with its buffer in a chunk of its own. Source of the layout: Khronos, glTF 2.0
(2021), section 4.4.
"""

import base64
import json
import pathlib
import struct
import sys


def chunk(kind: bytes, data: bytes, filler: bytes) -> bytes:
    data += filler * (-len(data) % 4)
    return struct.pack("<I", len(data)) + kind + data


for path in sorted((pathlib.Path(__file__).parent / "Seeds" / "glb-binary").glob("*.gltf")):
    model = json.loads(path.read_text())
    binary = b""
    for buffer in model.get("buffers", [])[:1]:
        binary = base64.b64decode(buffer.pop("uri").partition(",")[2])
    body = chunk(b"JSON", json.dumps(model).encode(), b" ")
    if binary:
        body += chunk(b"BIN\0", binary, b"\0")
    head = b"glTF" + struct.pack("<II", 2, 12 + len(body))
    (pathlib.Path(sys.argv[1]) / f"{path.stem}.glb").write_bytes(head + body)
