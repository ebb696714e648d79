#!/usr/bin/env python3
"""Writes the corpus of the fuzzer beside this file: pictures/, mjpeg/ and bambu/. README.md says what each file is.

Needs python3-pil and cjpeg (apt-get install python3-pil libjpeg-turbo-progs). Run once; the result is committed. Files that the fuzzer
found (found_*) are not made here, and are left alone.
"""
import io
import pathlib
import random
import struct
import subprocess
import zlib

from PIL import Image, ImageFilter

# In a comment, what looks like the frame header of a picture of 8 x 8.
FAKE_FRAME = b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00"

HERE = pathlib.Path(__file__).parent


def write(name, data):
    assert len(data) <= 8192, f"{name} has {len(data)} bytes"
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return data


def encoded(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def cjpeg(picture, *options):
    return subprocess.run(["cjpeg", *options], input=encoded(picture, "PPM"), stdout=subprocess.PIPE, check=True).stdout


def segment(marker, payload=b""):
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def with_size(jpeg, width, height):
    """The same JPEG with another size in its frame header."""
    at = next(i for i in range(2, len(jpeg)) if jpeg[i] == 0xFF and jpeg[i + 1] in (0xC0, 0xC1, 0xC2, 0xC9))
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def behind_start(jpeg, inserted):
    return jpeg[:2] + inserted + jpeg[2:]


def nested_heads(heads, hop, scan):
    """Heads of pictures that each lead over every hop-th of those behind it into the same scan, which ends in nothing."""
    jpeg = (b"\xff\xd8\xff\xe0" + struct.pack(">H", 6 * hop - 2)) * heads
    jpeg += b"".join(b"\0\0\xff\xe0" + struct.pack(">H", 6 * (hop - i) - 4) for i in range(hop))
    return jpeg + segment(0xDA, bytes([1, 1, 0, 0, 63, 0])) + b"\xff\x00" * scan + b"\xff\xd8\xff"


def many_scans(width, height, scans):
    """A progressive JPEG whose scans are empty: each costs its decoder a walk over all blocks, and the file ten bytes."""
    jpeg = b"\xff\xd8" + segment(0xDB, b"\x00" + b"\x10" * 64)
    jpeg += segment(0xC2, struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0))
    jpeg += segment(0xC4, b"\x00\x01" + b"\x00" * 15 + b"\x00") + segment(0xC4, b"\x10\x01" + b"\x00" * 15 + b"\x00")
    jpeg += segment(0xDA, bytes([1, 1, 0, 0, 0, 0x01]))
    return jpeg + (segment(0xDA, bytes([1, 1, 0, 1, 63, 0x01])) + b"\x00") * scans + b"\xff\xd9"


def chunk(kind, payload):
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def png(width, height, depth, colour, rows, extra=b"", interlace=0):
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))
        + extra
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def rows(height, bytes_a_row, seed):
    noise = random.Random(seed)
    return b"".join(b"\x00" + bytes(noise.randrange(256) for _ in range(bytes_a_row)) for _ in range(height))


def pictures():
    noise = random.Random(1)
    frame = Image.frombytes("RGB", (64, 48), bytes(noise.randrange(256) for _ in range(64 * 48 * 3))).filter(ImageFilter.GaussianBlur(2))
    tiny = frame.resize((16, 12))
    made = {
        "baseline.jpg": cjpeg(frame, "-quality", "70"),
        "baseline_444.jpg": cjpeg(frame, "-quality", "60", "-sample", "1x1"),
        "progressive.jpg": cjpeg(frame, "-quality", "70", "-progressive"),
        "restart.jpg": cjpeg(frame, "-quality", "70", "-restart", "2B"),
        "arithmetic.jpg": cjpeg(frame, "-quality", "70", "-arithmetic"),
        "arithmetic_progressive.jpg": cjpeg(frame, "-quality", "70", "-arithmetic", "-progressive"),
        "grey.jpg": cjpeg(frame, "-quality", "70", "-grayscale"),
        "one_pixel.jpg": cjpeg(frame.resize((1, 1)), "-quality", "70"),
        "one_row.jpg": cjpeg(frame.resize((500, 1)), "-quality", "30", "-optimize"),
        "cmyk.jpg": encoded(frame.convert("CMYK"), "JPEG", quality=60),
    }
    base, small = made["baseline.jpg"], cjpeg(tiny, "-quality", "40", "-optimize")
    sof = base.index(b"\xff\xc0")
    made |= {
        "exif_thumbnail.jpg": behind_start(base, segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0" + small)),
        "twelve_bit.jpg": base[: sof + 4] + b"\x0c" + base[sof + 5 :],
        "lying_size.jpg": with_size(base, 65535, 65535),
        "lying_size_bearable.jpg": with_size(base, 1920, 1080),
        "zero_height.jpg": with_size(base, 64, 0),
        "fill_bytes.jpg": behind_start(base, b"\xff" * 40),
        "comment.jpg": behind_start(base, segment(0xFE, b"ESP32-CAM")),
        "behind_tem.jpg": behind_start(with_size(base, 9000, 9000), b"\xff\x01\x00\x06" + segment(0xFE, FAKE_FRAME)),
        "behind_restart.jpg": behind_start(with_size(base, 9000, 9000), b"\xff\xd0\x00\x06" + segment(0xFE, FAKE_FRAME)),
        "behind_garbage.jpg": behind_start(small, b"\x00\x00\x00"),
        "many_scans.jpg": many_scans(640, 480, 500),
        "many_scans_huge.jpg": many_scans(7000, 7000, 500),
        "truncated_scan.jpg": base[:-200],
        "truncated_header.jpg": base[: sof + 6],
        "truncated_progressive.jpg": made["progressive.jpg"][: len(made["progressive.jpg"]) * 2 // 3],
        "no_end.jpg": base[:-2],
        "trailing.jpg": base + b"\r\n--frame\r\n" + b"\x00" * 30,
        "grey8.png": png(20, 15, 8, 0, rows(15, 20, 2)),
        "bilevel.png": png(20, 15, 1, 0, rows(15, 3, 3)),
        "rgb8.png": png(20, 15, 8, 2, rows(15, 60, 4)),
        "rgb16.png": png(12, 9, 16, 2, rows(9, 72, 5)),
        "rgba8.png": png(20, 15, 8, 6, rows(15, 80, 6)),
        "rgba16.png": png(12, 9, 16, 6, rows(9, 96, 7)),
        "grey_alpha.png": png(12, 9, 8, 4, rows(9, 24, 8)),
        "palette.png": png(20, 15, 4, 3, rows(15, 10, 9), chunk(b"PLTE", bytes(range(48))) + chunk(b"tRNS", bytes(range(16)))),
        "palette_short.png": png(20, 15, 8, 3, rows(15, 20, 10), chunk(b"PLTE", bytes(range(9)))),
        "interlaced.png": png(8, 8, 8, 2, rows(1, 3, 11) + rows(1, 3, 12) + rows(1, 6, 13) + rows(2, 6, 14) + rows(2, 12, 15) + rows(4, 12, 16) + rows(4, 24, 17), interlace=1),
        "text.png": png(8, 8, 8, 0, rows(8, 8, 18), chunk(b"tEXt", b"Comment\0x") + chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 100000, 9)) + chunk(b"iCCP", b"p\0\0" + zlib.compress(b"\0" * 1000, 9))),
        "exif.png": png(8, 8, 8, 0, rows(8, 8, 19), chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0")),
        "one_pixel.png": png(1, 1, 8, 2, b"\0abc"),
        "lying_size.png": png(0x7FFFFFFF, 0x7FFFFFFF, 8, 2, b"\0" * 400),
        "lying_size_bearable.png": png(4000, 3000, 8, 2, b"\0" * 400),
        "deflated.png": png(2000, 1000, 8, 0, b"\0" * 2001 * 1000),
        "animated.png": png(
            8, 8, 8, 2, rows(8, 24, 20),
            chunk(b"acTL", struct.pack(">II", 2, 0)) + chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 8, 8, 0, 0, 1, 10, 0, 0)),
        )[:-12]
        + chunk(b"fcTL", struct.pack(">IIIIIHHBB", 1, 4, 4, 2, 2, 1, 10, 1, 1))
        + chunk(b"fdAT", struct.pack(">I", 2) + zlib.compress(rows(4, 12, 21)))
        + chunk(b"IEND", b""),
        "many_chunks.png": png(8, 8, 8, 0, rows(8, 8, 23), chunk(b"tEXt", b"") * 300),
        "truncated.png": png(20, 15, 8, 2, rows(15, 60, 22))[:-300],
        "frame.webp": encoded(tiny, "WEBP", quality=50),
        "frame.gif": encoded(tiny, "GIF"),
        "frame.bmp": encoded(tiny, "BMP"),
        "frame.tif": encoded(tiny, "TIFF"),
        "frame.jp2": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\x00" * 40,
        "frame.ppm": encoded(tiny, "PPM"),
        "page.html": b"<!DOCTYPE html><html><head><title>Camera</title></head><body><img src=\"/stream\"></body></html>\n",
    }
    return {name: write(f"pictures/{name}", data) for name, data in made.items()}, small


def streams(made, small):
    trio = [small, made["grey.jpg"], made["one_pixel.jpg"]]

    def parts(head, tail=b"", pictures=trio):
        return b"".join(head.replace(b"{n}", str(len(p)).encode()) + p + tail for p in pictures)

    ustreamer = (
        b"--boundarydonotcross\r\nContent-Type: image/jpeg\r\nContent-Length: {n}\r\nX-Timestamp: 1717171717.123456\r\n"
        b"X-UStreamer-Online: true\r\nX-UStreamer-Width: 64\r\nX-UStreamer-Height: 48\r\n\r\n"
    )
    esp32 = b"\r\n--123456789000000000000987654321\r\nContent-Type: image/jpeg\r\nContent-Length: {n}\r\nX-Timestamp: 12.345678\r\n\r\n"
    for name, data in {
        "mjpg_streamer.bin": parts(b"--boundarydonotcross\r\nContent-Type: image/jpeg\r\nContent-Length: {n}\r\nX-Timestamp: 0.000000\r\n\r\n", b"\r\n"),
        "ustreamer.bin": parts(ustreamer, b"\r\n"),
        "esp32_cam.bin": parts(esp32),
        "no_length.bin": parts(b"--frame\r\nContent-Type: image/jpeg\r\n\r\n", b"\r\n"),
        "no_dashes.bin": parts(b"frame\r\nContent-Length: {n}\r\n\r\n", b"\r\n"),
        "quoted_boundary.bin": parts(b"\n--\"a b\"\nContent-type: image/jpeg\nContent-length: {n}\n\n"),
        "lying_length.bin": parts(b"--x\r\nContent-Length: 17\r\n\r\n"),
        "huge_length.bin": parts(b"--x\r\nContent-Length: 99999999999999999999\r\n\r\n"),
        "bare.bin": parts(b""),
        "thumbnail.bin": parts(b"--x\r\n\r\n", b"\r\n", [made["exif_thumbnail.jpg"], small]),
        "restart.bin": parts(b"--x\r\n\r\n", b"\r\n", [made["restart.jpg"], small]),
        "progressive.bin": parts(b"--x\r\n\r\n", b"\r\n", [made["progressive.jpg"], small]),
        "cut_in_scan.bin": parts(b"--x\r\n\r\n", b"\r\n", [made["truncated_scan.jpg"], small, small[:-2], small]),
        "cut_in_header.bin": parts(b"--x\r\n\r\n", b"\r\n", [made["truncated_header.jpg"], small, b"\xff\xd8", b"\xff\xd8\xff", small]),
        "heads_only.bin": b"\xff\xd8\xff\xe1\x10\x00" * 500 + small,
        "nested_heads.bin": nested_heads(300, 50, 2000) + small,
        "fill_bytes.bin": b"\xff\xd8" + b"\xff" * 3000 + small[2:] + small,
        "many_segments.bin": b"\xff\xd8" + segment(0xE2) * 600 + small[2:] + small,
        "web_page.bin": made["page.html"] * 10,
    }.items():
        write(f"mjpeg/{name}", data)

    def framed(picture, length=None):
        return struct.pack("<IIII", len(picture) if length is None else length, 0, 1, 0) + picture

    for name, data in {
        "pictures.bin": b"".join(map(framed, trio)),
        "length_zero.bin": b"".join(framed(p, 0) for p in trio),
        "length_short.bin": b"".join(framed(p, 10) for p in trio),
        "length_huge.bin": b"".join(framed(p, 0xFFFFFFFF) for p in trio),
        "length_spells_start.bin": framed(small, 0xFFD8FF) + framed(small, 0xE0FFD8FF) + framed(small),
        "headers_only.bin": struct.pack("<IIII", 5000, 0, 1, 0) * 40,
        "cut.bin": framed(small)[:-40] + framed(small) + framed(small)[:9],
        "refused.bin": struct.pack("<IIII", 8, 0x3003F, 0, 0) + b"\xff" * 8,
        "thumbnail.bin": framed(made["exif_thumbnail.jpg"]) + framed(small),
    }.items():
        write(f"bambu/{name}", data)


if __name__ == "__main__":
    streams(*pictures())
