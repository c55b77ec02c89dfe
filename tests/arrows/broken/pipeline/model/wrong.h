// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/av/reader.h"
