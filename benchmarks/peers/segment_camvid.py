#!/usr/bin/python3
"""`flint train pedestrians-segment` in PyTorch: the same U-Net, pictures, augmentation, steps and measure, its own random numbers.

    /usr/bin/python3 segment_camvid.py DATA_DIR [--seed N] [--threads N]     (DATA_DIR holds camvid/; a JSON line per epoch)
"""
import argparse
import glob
import json
import os
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image

CLASSES, HEIGHT, WIDTH, EPOCHS, STEPS, BATCH, LR = 11, 180, 240, 12, 25, 4, 2e-3

parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--threads", type=int, default=1)
args = parser.parse_args()
torch.manual_seed(args.seed)
torch.set_num_threads(args.threads)


def double(i, o):
    layers = []
    for a in (i, o):
        layers += [nn.Conv2d(a, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU()]
    return nn.Sequential(*layers)


class Up(nn.Module):
    def __init__(self, i):
        super().__init__()
        self.up, self.conv = nn.ConvTranspose2d(i, i // 2, 2, stride=2), double(i, i // 2)

    def forward(self, x, seen):
        x = self.up(x)
        h, w = seen.shape[2] - x.shape[2], seen.shape[3] - x.shape[3]
        return self.conv(torch.cat([seen, F.pad(x, [w // 2, w - w // 2, h // 2, h - h // 2])], 1))


class UNet(nn.Module):
    def __init__(self, classes, w=16):
        super().__init__()
        self.inc = double(3, w)
        self.down = nn.ModuleList(nn.Sequential(nn.MaxPool2d(2), double(w << i, w << i + 1)) for i in range(4))
        self.up = nn.ModuleList(Up(w << i) for i in (4, 3, 2, 1))
        self.outc = nn.Conv2d(w, classes, 1)

    def forward(self, x):
        seen = [self.inc(x)]
        for down in self.down:
            seen.append(down(seen[-1]))
        x = seen.pop()
        for up in self.up:
            x = up(x, seen.pop())
        return self.outc(x)


def read(part):
    pairs = []
    for path in sorted(glob.glob(os.path.join(args.data, "camvid", part, "*.png"))):
        picture = Image.open(path).convert("RGB").resize((WIDTH, HEIGHT), Image.BILINEAR)
        mask = Image.open(path.replace(f"/{part}/", f"/{part}annot/")).resize((WIDTH, HEIGHT), Image.NEAREST)
        pairs.append((picture, torch.from_numpy(np.array(mask)).long()))
    return pairs


def tensor(picture):
    return (torch.from_numpy(np.array(picture)).permute(2, 0, 1).float() / 255 - 0.5) / 0.25


def changed(picture, t):
    h, w = HEIGHT * 4 // 5, WIDTH * 4 // 5
    top, left = int(torch.randint(HEIGHT - h + 1, ())), int(torch.randint(WIDTH - w + 1, ()))
    x, t = tensor(picture.crop((left, top, left + w, top + h))), t[top:top + h, left:left + w]
    return (x.flip(2), t.flip(1)) if torch.rand(()) < 0.5 else (x, t)


def mean_iou(net, pairs):
    net.eval()
    counts = torch.zeros(CLASSES, CLASSES, dtype=torch.float64)
    with torch.no_grad():
        for x, t in pairs:
            y, known = net(tensor(x)[None])[0].argmax(0), t < CLASSES
            counts += torch.bincount(t[known] * CLASSES + y[known], minlength=CLASSES ** 2).view(CLASSES, CLASSES)
    net.train()
    both, union = counts.diag(), counts.sum(0) + counts.sum(1) - counts.diag()
    return float((both[union > 0] / union[union > 0]).mean()), float(both.sum() / counts.sum())


train, test = read("train"), read("test")
net = UNet(CLASSES)
optimizer = torch.optim.AdamW(net.parameters(), lr=LR, weight_decay=0.01)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS * STEPS)
began = time.time()
for epoch in range(EPOCHS):
    order = torch.cat([torch.randperm(len(train)) for _ in range(-(-STEPS * BATCH // len(train)))])
    total = 0.0
    for step in range(STEPS):
        batch = [changed(*train[i]) for i in order[step * BATCH:(step + 1) * BATCH]]
        x, t = (torch.stack(column) for column in zip(*batch))
        loss = F.cross_entropy(net(x), t, ignore_index=CLASSES)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        total += loss.item() / STEPS
    iou, accuracy = mean_iou(net, test)
    print(json.dumps({"epoch": epoch + 1, "train_loss": total, "iou": iou, "accuracy": accuracy, "seconds": time.time() - began}), flush=True)
print(json.dumps({"parameters": sum(p.numel() for p in net.parameters())}))
