"""Checks a room's reference pages: the folder of its symbol graphs against its catalogue.

Names every public symbol that has no doc comment, and every public type of the room that stands under
no topic of the catalogue; exits with 1 if there is one. Symbols that the compiler writes itself (such
as init(rawValue:)) have no place in a file and are not counted, nor are extensions of another room's
types, whose members are. A type inside another one stands on the page of that one and under no topic.
"""

import json
import pathlib
import re
import sys
import urllib.parse

TYPES = {"struct", "enum", "class", "protocol", "typealias", "actor"}


def listed(catalogue):
    """The symbols that the pages of a catalogue list under a topic."""
    names = set()
    for page in sorted(catalogue.rglob("*.md")):
        _, _, topics = page.read_text().partition("\n## Topics\n")
        names.update(re.findall(r"^- ``([^`]+)``$", topics, re.MULTILINE))
    return names


graphs, catalogue = map(pathlib.Path, sys.argv[1:3])
topics = listed(catalogue)
wrong = set()
for path in sorted(graphs.rglob("*.symbols.json")):
    for symbol in json.loads(path.read_text())["symbols"]:
        kind = symbol["kind"]["identifier"].removeprefix("swift.")
        if "location" not in symbol or kind == "extension":
            continue
        file = urllib.parse.unquote(urllib.parse.urlparse(symbol["location"]["uri"]).path)
        place = (file, symbol["location"]["position"]["line"] + 1)
        name = ".".join(symbol["pathComponents"])
        if "docComment" not in symbol:
            wrong.add((*place, f"'{name}' has no doc comment; allowed: one that says what it is"))
        if kind in TYPES and len(symbol["pathComponents"]) == 1 and name not in topics:
            wrong.add((*place, f"'{name}' stands under no topic; allowed: one of {catalogue}"))

for file, line, what in sorted(wrong):
    print(f"{file}:{line}: error: {what}")
sys.exit(1 if wrong else 0)
