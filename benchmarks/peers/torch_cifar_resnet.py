"""cifar10-resnet in PyTorch: ResNet-20 (He et al. 2016, option A), the same data, augmentation, schedule and steps.

    FLINT_DATA=... /usr/bin/python3 torch_cifar_resnet.py --epochs 30 --seed 1

Reads $FLINT_DATA/cifar10/train_10000.bin.gz and test_2000.bin.gz, and prints a JSON line per epoch; accuracy_lossless is that of
the first 1,000 test images.
"""
import argparse
import gzip
import json
import math
import os
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=30)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()
torch.set_num_threads(options.threads)
torch.manual_seed(options.seed)


def load(name):
    with gzip.open(os.path.join(os.environ["FLINT_DATA"], "cifar10", name)) as f:
        records = np.frombuffer(f.read(), np.uint8).reshape(-1, 3073)
    return torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32).copy()), torch.from_numpy(records[:, 0].astype(np.int64))


mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(1, 3, 1, 1)
std = torch.tensor([0.2470, 0.2435, 0.2616]).view(1, 3, 1, 1)


def augmented(x):
    padded = F.pad(x, (4, 4, 4, 4))
    out = torch.empty_like(x)
    for i in range(len(x)):
        top, left = torch.randint(0, 9, (2,)).tolist()
        part = padded[i, :, top:top + 32, left:left + 32]
        out[i] = part.flip(-1) if torch.rand(1) < 0.5 else part
    return out


class Block(nn.Module):
    def __init__(self, cin, cout, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False), nn.BatchNorm2d(cout)
        self.conv2, self.bn2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False), nn.BatchNorm2d(cout)
        self.added = cout - cin

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.added:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.added // 2, self.added - self.added // 2))
        return F.relu(x + y)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        stages = [(16, 16, 1), (16, 32, 2), (32, 64, 2)]
        self.layers = nn.Sequential(*[Block(a if i == 0 else b, b, s if i == 0 else 1) for a, b, s in stages for i in range(3)])
        self.linear = nn.Linear(64, 10)
        for m in self.modules():
            if isinstance(m, (nn.Conv2d, nn.Linear)):
                nn.init.kaiming_normal_(m.weight)

    def forward(self, x):
        return self.linear(self.layers(F.relu(self.bn1(self.conv1(x)))).mean((2, 3)))


(train, labels), (test, answers) = load("train_10000.bin.gz"), load("test_2000.bin.gz")
net, steps = ResNet20(), math.ceil(len(train) / 100)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4, nesterov=True)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, options.epochs * steps)
for epoch in range(1, options.epochs + 1):
    start, order = time.time(), torch.randperm(len(train))
    net.train()
    for k in range(steps):
        rows = order[100 * k:100 * (k + 1)]
        x = (augmented(train[rows]).float() / 255 - mean) / std
        loss = F.cross_entropy(net(x), labels[rows])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()
    net.eval()
    with torch.no_grad():
        right = torch.cat([net((x.float() / 255 - mean) / std).argmax(1) for x in test.split(250)]) == answers
    print(json.dumps({"epoch": epoch, "accuracy": right.float().mean().item(), "accuracy_lossless": right[:1000].float().mean().item(),
                      "seconds": time.time() - start}), flush=True)
