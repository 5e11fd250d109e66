"""Names every public symbol in a folder of symbol graphs that has no doc comment; exits with 1 if
there is one. Symbols that the compiler writes itself (such as init(rawValue:)) have no place in a
file and are not counted, nor are extensions of another room's types, whose members are."""

import json
import pathlib
import sys
import urllib.parse

missing = []
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.symbols.json")):
    for symbol in json.loads(path.read_text())["symbols"]:
        is_block = symbol["kind"]["identifier"] == "swift.extension"
        if "location" in symbol and "docComment" not in symbol and not is_block:
            file = urllib.parse.unquote(urllib.parse.urlparse(symbol["location"]["uri"]).path)
            line = symbol["location"]["position"]["line"] + 1
            missing.append((file, line, ".".join(symbol["pathComponents"])))

for file, line, name in sorted(missing):
    print(f"{file}:{line}: error: '{name}' has no doc comment; allowed: one that says what it is")
sys.exit(1 if missing else 0)
