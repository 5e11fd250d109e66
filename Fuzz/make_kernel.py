#!/usr/bin/env python3
"""Writes the seeds of the reader of SPK kernels, in both byte orders, into the folder that is named.

They hold what Tests/SpaceEnvironmentTests/EphemerisKernelTests.swift takes apart: four segments of
type 2 with two records each. Source of the layout: NAIF, SPK Required Reading (2017).
"""

import struct
import sys


def kernel(order: str) -> bytes:
    head = bytearray(3 * 1024)
    head[0:8] = b"DAF/SPK "
    head[88:96] = b"LTL-IEEE" if order == "<" else b"BIG-IEEE"
    struct.pack_into(order + "ii", head, 8, 2, 6)
    struct.pack_into(order + "i", head, 76, 2)
    struct.pack_into(order + "d", head, 1024 + 16, 4)
    words: list[float] = []
    for index, (body, center) in enumerate([(10, 0), (3, 0), (301, 3), (399, 3)]):
        first = len(head) // 8 + len(words) + 1
        scale = body + center + 1
        for middle in (50, 150):
            words += [middle, 50] + [scale * axis * term for axis in (1, 2, 3) for term in (1, 2, 3)]
        words += [0, 100, 11, 2]
        struct.pack_into(
            order + "2d6i", head, 1024 + 24 + 40 * index, 0, 200, body, center, 1, 2, first,
            len(head) // 8 + len(words))
    return bytes(head) + struct.pack(f"{order}{len(words)}d", *words)


for name, order in (("little", "<"), ("big", ">")):
    with open(f"{sys.argv[1]}/{name}.bsp", "wb") as file:
        file.write(kernel(order))
