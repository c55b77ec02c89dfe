// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/audio/job.h"

namespace cityfm::tests {

/// Two threads, and a job for them that nobody stops or watches.
struct Hands {
    core::ThreadPool pool{2};
    audio::Job job{pool};
};

}  // namespace cityfm::tests
