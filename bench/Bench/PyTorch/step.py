"""PyTorch's side of `./bench.sh pytorch`: the training step of src/Trainer on ready tensors, as a user of PyTorch writes it.

Usage: pytorch_step.py THREADS BATCH SIDE CLASSES [keep]
Says 'ready VERSION' when warm. Then reads a number of steps from each line of standard input, takes them, and answers with
the seconds. With 'keep' glibc keeps freed memory, as the trainer sets it for itself: on a CPU it is worth more than any code.
"""

import ctypes
import sys
import time

import torch
import torchvision

threads, batch, side, classes = map(int, sys.argv[1:5])
if "keep" in sys.argv:
    libc = ctypes.CDLL("libc.so.6")
    libc.mallopt(-4, 0)
    libc.mallopt(-1, -1)

torch.set_num_threads(threads)
torch.manual_seed(1)
network = torchvision.models.mobilenet_v2(num_classes=classes).to(memory_format=torch.channels_last)
network.train()
for module in network.modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        module.eval()

weights = list(network.parameters())
average = [weight.detach().clone() for weight in weights]
optimizer = torch.optim.AdamW(weights, lr=3e-4, weight_decay=0.02)
frames = torch.randint(0, 256, (batch, side, side, 3), dtype=torch.uint8)
labels = torch.randint(0, classes, (batch,))


def step():
    pixels = frames.flip(3).permute(0, 3, 1, 2).to(torch.float32).div_(127.5).sub_(1)
    loss = torch.nn.functional.cross_entropy(network(pixels), labels)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(weights, 5.0)
    optimizer.step()
    with torch.no_grad():
        torch._foreach_lerp_(average, weights, 0.01)
    return loss.item()


def seconds(steps):
    started = time.perf_counter()
    for _ in range(steps):
        step()
    return time.perf_counter() - started


seconds(2)
print("ready", torch.__version__, flush=True)
for line in sys.stdin:
    print(seconds(int(line)), flush=True)
