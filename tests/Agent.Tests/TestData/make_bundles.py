#!/usr/bin/env python3
"""Writes the bundles models/colours/1 and /2 beside this file: a model that tests steer by colour.

Needs python3-onnx, python3-numpy and ffmpeg. Run once; the result is committed. A run from the same versions gives the same bytes.

The logits are linear in the mean colour m of the frame (each channel 0 to 1), gain 10 in version 1 and 20 in version 2:

    good = gain * m.green    stringing = gain * m.blue    spaghetti = gain * m.red    under_extrusion = gain / 2

so a green frame is good, a red one spaghetti, a blue one stringing and a black one under-extrusion. The embedding is the mean
colour (blue, green, red); the heatmap holds the same logits for each of 4 x 4 cells.
"""
import hashlib
import json
import math
import pathlib
import subprocess

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

HERE = pathlib.Path(__file__).parent / "models" / "colours"
SIDE = 32
CLASSES = [("good", 0), ("under_extrusion", 1), ("stringing", 2), ("spaghetti", 4)]
BLUE, GREEN, RED = 0, 1, 2


def weights(gain):
    w = np.zeros((4, 3, 1, 1), np.float32)
    w[0, GREEN], w[2, BLUE], w[3, RED] = gain, gain, gain
    return w, np.array([0, gain / 2, 0, 0], np.float32)


def description(version):
    return {
        "schema": 1,
        "name": "colours",
        "version": version,
        "architecture": "mean_colour",
        "classes": [name for name, _ in CLASSES],
        "class_ids": [number for _, number in CLASSES],
        "input_size": SIDE,
        "resize_rule": "squeeze-area",
        "temperature": 1,
        "prior_offset": {name: 0 for name, _ in CLASSES},
        "thresholds": [{"class": name, "set": 0.6, "reset": 0.4, "spread": 0.05} for name, _ in CLASSES[1:]],
        "training_data_hash": "none",
        "git_commit": "unknown",
        "created": "2026-01-01T00:00:00+00:00",
        "metrics": {"test.macro_f1": 1},
    }


def model(version, gain):
    w, b = weights(gain)
    nodes = [
        helper.make_node("Cast", ["frames"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["float"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Div", ["planes", "white"], ["colour"]),
        helper.make_node("AveragePool", ["colour"], ["cells"], kernel_shape=[8, 8], strides=[8, 8]),
        helper.make_node("Conv", ["cells", "weight", "bias"], ["heatmap"]),
        helper.make_node("GlobalAveragePool", ["heatmap"], ["mean_logits"]),
        helper.make_node("Flatten", ["mean_logits"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
        helper.make_node("GlobalAveragePool", ["cells"], ["mean_colour"]),
        helper.make_node("Flatten", ["mean_colour"], ["embedding"]),
    ]
    outputs = {"probabilities": [4], "logits": [4], "embedding": [3], "heatmap": [4, 4, 4]}
    graph = helper.make_graph(
        nodes,
        "colours",
        [helper.make_tensor_value_info("frames", TensorProto.UINT8, ["batch", SIDE, SIDE, 3])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *shape]) for name, shape in outputs.items()],
        [numpy_helper.from_array(w, "weight"), numpy_helper.from_array(b, "bias"), numpy_helper.from_array(np.array(255, np.float32), "white")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="make_bundles.py")
    helper.set_model_props(made, {"defects.model": json.dumps(description(version), indent=2)})
    checker.check_model(made)
    return made.SerializeToString(deterministic=True)


def expected(rgb, gain):
    red, green, blue = (c / 255 for c in rgb)
    exp = [math.exp(z) for z in (gain * green, gain / 2, gain * blue, gain * red)]
    return {name: round(e / sum(exp), 6) for (name, _), e in zip(CLASSES, exp)}


def jpeg(rgb):
    raw = bytes(rgb) * (64 * 48)
    return subprocess.run(
        "ffmpeg -v error -f rawvideo -pix_fmt rgb24 -s 64x48 -i - -bitexact -pix_fmt yuvj444p -q:v 2 -f mjpeg -".split(),
        input=raw, check=True, capture_output=True).stdout


for version, gain in (1, 10), (2, 20):
    folder = HERE / str(version)
    (folder / "golden").mkdir(parents=True, exist_ok=True)
    onnx = model(version, gain)
    golden = []
    for name, rgb in {"green.jpg": (40, 200, 40), "red.jpg": (200, 40, 40), "mixed.jpg": (120, 100, 110)}.items():
        encoded = jpeg(rgb)
        (folder / "golden" / name).write_bytes(encoded)
        golden.append({"file": name, "sha256": hashlib.sha256(encoded).hexdigest(), "probabilities": expected(rgb, gain)})
    (folder / "model.onnx").write_bytes(onnx)
    manifest = {
        "model": description(version),
        "model_sha256": hashlib.sha256(onnx).hexdigest(),
        # A level of rounding in the JPEG moves a logit by gain / 255.
        "golden_tolerance": 0.05,
        "golden": golden,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
