#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Say what of JSON documents is not as a schema has it.

    json_schema.py SCHEMA DOCUMENT...    a line a fault: the document's name, the place, what is wrong
"""

import json
import pathlib
import sys

import jsonschema

schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
faults = 0
for name in sys.argv[2:]:
    document = json.loads(pathlib.Path(name).read_text(encoding="utf-8"))
    for fault in validator.iter_errors(document):
        # Of several forms, the one that is nearest tells most.
        nearest = jsonschema.exceptions.best_match([fault])
        print(f"{pathlib.Path(name).name}: {nearest.json_path}: {nearest.message[:300]}")
        faults += 1
sys.exit(1 if faults else 0)
